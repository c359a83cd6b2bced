"""Writes MicroKernels.java. Run it, then mvn spotless:apply."""
out='''package org.chainrule.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Micro-kernels of the matrix products, one for each shape of R rows and V vectors: C[r][v] = start + sum over k of a[k][r] b[k][v], each lane a chain of fused
 * multiply-adds in ascending k. Written by kernels-vector/generate-micro-kernels.py: straight-line code with every accumulator a local variable, since a branch or an
 * array of vectors inside the loop costs a factor of fifty.
 *
 * <p>Element (k, r) of a is a[aStart + k aStep + r aRow]; row k of b starts at bStart + k bStep; row r of c at cStart + r cStep; all rows start from the same
 * V vectors of {@code start}.
 */
final class MicroKernels {
    static final VectorSpecies<Float> SPECIES = VectorWidth.species();
    static final int LANES = SPECIES.length();

    private MicroKernels() {}
'''
for R in (6,4,2,1):
    for V in (4,2,1):
        out+=f'''
    static void rows{R}vectors{V}(
            int depth, float[] a, int aStart, int aRow, int aStep, float[] b, int bStart, int bStep, float[] c, int cStart, int cStep, float[] start, int startAt) {{
'''
        for v in range(V):
            out+=f'        FloatVector s{v} = FloatVector.fromArray(SPECIES, start, startAt + {v} * LANES);\n'
        for r in range(R):
            for v in range(V):
                out+=f'        FloatVector c{r}{v} = s{v};\n'
        out+='        for (int k = 0, p = aStart, q = bStart; k < depth; k++, p += aStep, q += bStep) {\n'
        for v in range(V):
            out+=f'            FloatVector b{v} = FloatVector.fromArray(SPECIES, b, q + {v} * LANES);\n'
        for r in range(R):
            out+=f'            FloatVector a{r} = FloatVector.broadcast(SPECIES, a[p + {r} * aRow]);\n'
            for v in range(V):
                out+=f'            c{r}{v} = a{r}.fma(b{v}, c{r}{v});\n'
        out+='        }\n'
        for r in range(R):
            for v in range(V):
                out+=f'        c{r}{v}.intoArray(c, cStart + {r} * cStep + {v} * LANES);\n'
        out+='    }\n'
out+='}\n'
import pathlib

here = pathlib.Path(__file__).resolve().parent
(here / 'src/main/java/org/chainrule/kernel/vector/MicroKernels.java').write_text(out)
