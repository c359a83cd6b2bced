"""Writes MicroKernels.java. Run it, then mvn spotless:apply."""
import pathlib

ROWS = 6
VECTORS = 4
PARAMETERS = ("int depth, float[] a, int aStart, int aRow, int aStep, float[] b, int bStart, int bStep, "
              "float[] c, int cStart, int cStep, float[] start, int startAt, int startStep")
ARGUMENTS = ("depth, a, aStart + r * aRow, aRow, aStep, b, bStart, bStep, "
             "c, cStart + r * cStep, cStep, start, startAt + r * startStep, startStep")

HEADER = '''package org.chainrule.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Micro-kernels of the matrix products, one for each shape of R rows and V vectors: c[r][v] = start[r][v] + sum over k of a[r][k] b[k][v], each lane a chain of
 * fused multiply-adds in ascending k. Written by kernels-vector/generate-micro-kernels.py: straight-line code with every accumulator a local variable, since a
 * branch or an array of vectors inside the loop costs a factor of fifty. The last step stands behind the loop: the compiler of JDK 17 does not always know the type of
 * what a loop leaves behind, and then keeps every accumulator as an object.
 *
 * <p>Depth is at least 1. Element (r, k) of a is a[aStart + r aRow + k aStep]; row k of b starts at bStart + k bStep; row r of c at cStart + r cStep, row r of start at
 * startAt + r startStep.
 */
final class MicroKernels {
    static final VectorSpecies<Float> SPECIES = VectorWidth.species();
    static final int LANES = SPECIES.length();

    private MicroKernels() {}
'''


def step(rows, vectors, indent, p, q):
    lines = []
    for v in range(vectors):
        lines.append(f"{indent}FloatVector b{v} = FloatVector.fromArray(SPECIES, b, {q} + {v} * LANES);")
    for r in range(rows):
        lines.append(f"{indent}FloatVector a{r} = FloatVector.broadcast(SPECIES, a[{p} + {r} * aRow]);")
        for v in range(vectors):
            lines.append(f"{indent}c{r}{v} = a{r}.fma(b{v}, c{r}{v});")
    return lines


def fresh(rows, vectors):
    """The last step, outside the loop: each vector that is stored is the result of an operation, never what a loop left behind."""
    return step(rows, vectors, "        ", "p", "q")


def two_steps(vectors):
    """One row: two steps at once, since the loop and its checks would take longer than the loads."""
    lines = ["        int k = 0;",
             "        int p = aStart;",
             "        int q = bStart;",
             "        for (; k < depth - 2; k += 2, p += 2 * aStep, q += 2 * bStep) {"]
    for s in range(2):
        for v in range(vectors):
            lines.append(f"            FloatVector b{s}{v} = FloatVector.fromArray(SPECIES, b, q + {s} * bStep + {v} * LANES);")
        lines.append(f"            FloatVector a{s} = FloatVector.broadcast(SPECIES, a[p + {s} * aStep]);")
        for v in range(vectors):
            lines.append(f"            c0{v} = a{s}.fma(b{s}{v}, c0{v});")
    lines += ["        }", "        if (k < depth - 1) {"]
    lines += step(1, vectors, "            ", "p", "q")
    lines += ["            p += aStep;", "            q += bStep;", "        }"]
    return lines


def kernel(rows, vectors):
    lines = [f"    private static void rows{rows}vectors{vectors}({PARAMETERS}) {{"]
    for r in range(rows):
        for v in range(vectors):
            lines.append(f"        FloatVector c{r}{v} = FloatVector.fromArray(SPECIES, start, startAt + {r} * startStep + {v} * LANES);")
    if rows == 1:
        lines += two_steps(vectors)
    else:
        lines += ["        int p = aStart;",
                  "        int q = bStart;",
                  "        for (int k = 1; k < depth; k++, p += aStep, q += bStep) {"]
        lines += step(rows, vectors, "            ", "p", "q")
        lines.append("        }")
    lines += fresh(rows, vectors)
    for r in range(rows):
        for v in range(vectors):
            lines.append(f"        c{r}{v}.intoArray(c, cStart + {r} * cStep + {v} * LANES);")
    lines.append("    }")
    return "\n".join(lines)


def strip(vectors):
    lines = [f"    /** All rows of {vectors} vectors of columns. */",
             f"    static void vectors{vectors}(int rows, {PARAMETERS}) {{",
             "        int r = 0;",
             f"        for (; r + {ROWS} <= rows; r += {ROWS}) {{",
             f"            rows{ROWS}vectors{vectors}({ARGUMENTS});",
             "        }",
             "        switch (rows - r) {"]
    for rows in range(1, ROWS):
        lines.append(f"            case {rows} -> rows{rows}vectors{vectors}({ARGUMENTS});")
    lines += ["            default -> {}", "        }", "    }"]
    return "\n".join(lines)


def main():
    parts = [HEADER]
    for vectors in range(VECTORS, 0, -1):
        parts.append(strip(vectors))
        for rows in range(ROWS, 0, -1):
            parts.append(kernel(rows, vectors))
    here = pathlib.Path(__file__).resolve().parent
    target = here / "src/main/java/org/chainrule/kernel/vector/MicroKernels.java"
    target.write_text("\n\n".join(parts).replace("{}\n\n\n", "{}\n\n") + "\n}\n")


main()
