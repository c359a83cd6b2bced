#!/usr/bin/env python3
"""Writes VectorMath.java and VectorActivations.java: FloatMath, FloatUnits and FloatActivations lane by lane, the same operations in the same order.

Straight-line code without a call to a method of ours: the JIT compiler inlines only so much of ordinary code into one loop, and a vector that leaves a method is
an object on the heap (measured: 3 to 7 ns an element instead of 0.4). Run it in this directory, then mvn spotless:apply.
"""
import os

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "src/main/java/org/chainrule/kernel/vector")


class Method:
    """The method that is being written: constants before the loop, then the statements of the loop."""

    current = None

    def __init__(self):
        self.constants = {}
        self.lines = []
        self.count = 0
        Method.current = self

    def constant(self, text, kind):
        key = (text, kind)
        if key not in self.constants:
            self.constants[key] = f"c{len(self.constants)}"
        return Vector(self.constants[key], kind)

    def put(self, kind, expression):
        self.count += 1
        name = f"t{self.count}"
        kind_name = {"F": "FloatVector", "I": "IntVector", "M": "VectorMask<Float>", "N": "VectorMask<Integer>"}[kind]
        self.lines.append(f"{kind_name} {name} = {expression};")
        return Vector(name, kind)


class Vector:
    def __init__(self, name, kind):
        self.name = name
        self.kind = kind

    def do(self, operation, *others, kind=None):
        arguments = [lift(o, self.kind).name for o in others]
        return Method.current.put(kind or self.kind, f"{self.name}.{operation}({', '.join(arguments)})")

    def __add__(self, other):
        return self.do("add", other)

    def __sub__(self, other):
        return self.do("sub", other)

    def __rsub__(self, other):
        return lift(other, self.kind) - self

    def __mul__(self, other):
        return self.do("mul", other)

    def __truediv__(self, other):
        return self.do("div", other)

    def __rtruediv__(self, other):
        return lift(other, self.kind) / self

    __radd__ = __add__
    __rmul__ = __mul__

    def __neg__(self):
        return self.do("neg")

    def __and__(self, other):
        return self.do("and", other)

    def __or__(self, other):
        return self.do("or", other)

    def abs(self):
        return self.do("abs")

    def shift(self, operation, by):
        return Method.current.put("I", f"{self.name}.lanewise(VectorOperators.{operation}, {by})")

    def compare(self, how, other):
        other = lift(other, self.kind)
        kind = "M" if self.kind == "F" else "N"
        return Method.current.put(kind, f"{self.name}.compare(VectorOperators.{how}, {other.name})")

    def bits(self):
        return Method.current.put("I", f"{self.name}.reinterpretAsInts()")

    def floats(self):
        return Method.current.put("F", f"{self.name}.reinterpretAsFloats()")


def lift(value, kind):
    if isinstance(value, Vector):
        return value
    text = str(value)
    if kind == "F" and not text.endswith("f") and "." not in text and not text[0].isalpha():
        text += "f"
    return Method.current.constant(text, kind)


def fma(a, b, c):
    """a b + c."""
    if not isinstance(a, Vector):
        a, b = b, a
    return a.do("fma", b, c)


def choose(mask, yes, no):
    """mask ? yes : no."""
    kind = "F" if mask.kind == "M" else "I"
    return Method.current.put(kind, f"{lift(no, kind).name}.blend({lift(yes, kind).name}, {mask.name})")


def polynomial(x, first, *rest):
    p = first
    for coefficient in rest:
        p = fma(p, x, coefficient)
    return p


# FloatMath

ROUNDER = "0x1.8p23f"


def clamp_exponent(x):
    c = choose(x.compare("GT", 89), 89, x)
    return choose(c.compare("LT", -125), -125, c)


def exponent_shift(x):
    return fma(x, "0x1.715476p0f", ROUNDER)


def fraction_less_one(x, shift):
    n = shift - ROUNDER
    r = fma(n, "-0x1.62e43p-1f", x)
    r = fma(n, "0x1.05c61p-29f", r)
    p = polynomial(r, "0x1.6a496p-10f", "0x1.1239ap-7f", "0x1.5558b4p-5f", "0x1.555492p-3f", "0x1.fffffcp-2f")
    return fma(r * r, p, r)


def scale_factors(shift):
    n = shift.bits() - "0x4B400000"
    half = n.shift("ASHR", 1)
    first = (half + 127).shift("LSHL", 23).floats()
    return first, (n - half + 127).shift("LSHL", 23).floats()


def scale(p, factors):
    return p * factors[0] * factors[1]


def exp(x):
    c = clamp_exponent(x)
    shift = exponent_shift(c)
    return scale(1 + fraction_less_one(c, shift), scale_factors(shift))


def expm1(x):
    c = clamp_exponent(x)
    c = choose(c.compare("LT", -25), -25, c)
    shift = exponent_shift(c)
    p = fraction_less_one(c, shift)
    half = (shift.bits() - "0x4B400000" + 126).shift("LSHL", 23).floats()
    scaled = 2 * fma(half, p, half - "0.5f")
    return choose(shift.compare("EQ", ROUNDER), p, scaled)


def log_of_one_plus(f):
    p = polynomial(
        f,
        "0x1.340cf2p-5f",
        "-0x1.74ff4p-4f",
        "0x1.df1c2cp-4f",
        "-0x1.04ad9ep-3f",
        "0x1.24639p-3f",
        "-0x1.5519d2p-3f",
        "0x1.999764p-3f",
        "-0x1.00006ep-2f",
        "0x1.55555ap-2f",
        "-0.5f",
    )
    return fma(f * f, p, f)


def exponent(bits):
    return (bits - "0x3F400000") & "0xFF800000"


def exponent_number(e):
    """As a float, by the bits of 1.5 * 2^23: a third kind of conversion in one process would make JDK 17 give up on all of them."""
    return (e.shift("ASHR", 23) + "0x4B400000").floats() - ROUNDER


def log_limits(x, zero, y):
    y = choose(x.compare("EQ", "Float.POSITIVE_INFINITY"), x, y)
    below = choose(x.compare("EQ", zero), "Float.NEGATIVE_INFINITY", "Float.NaN")
    return choose(x.compare("GT", zero), y, below)


def log(x):
    subnormal = x.compare("LT", "Float.MIN_NORMAL")
    bits = choose(subnormal, x * "0x1p23f", x).bits()
    e = exponent(bits)
    k = exponent_number(e) - choose(subnormal, 23, 0)
    return log_limits(x, 0, fma(k, "0x1.62e43p-1f", log_of_one_plus((bits - e).floats() - 1)))


def log1p(x):
    e = exponent((1 + x).bits())
    size = ("0x40800000" - e).floats()
    f = fma("0.25f", size, -1) + "0.25f" * (x * size)
    return log_limits(x, -1, fma(exponent_number(e), "0x1.62e43p-1f", log_of_one_plus(f)))


def copy_sign(size, sign):
    return ((size.bits() & "0x7fffffff") | (sign.bits() & "0x80000000")).floats()


def tanh(x):
    a = x.abs()
    s = x * x
    p = polynomial(
        s, "0x1.1a31dcp-9f", "-0x1.0c60aap-7f", "0x1.63a588p-6f", "-0x1.b9f18ap-5f", "0x1.11107ap-3f", "-0x1.555554p-2f"
    )
    small = fma(x * s, p, x)
    large = copy_sign(1 - 2 / (1 + exp(2 * a)), x)
    return choose(a.compare("LT", "0.625f"), small, large)


def decay_exp(z):
    """exp(-|z|)."""
    return exp(minus_abs(z))


def minus_abs(z):
    return (z.bits() | "0x80000000").floats()


def logistic(z):
    return logistic_of(z, decay_exp(z))


def logistic_of(z, e):
    """From e = exp(-|z|)."""
    numerator = choose(z.compare("GE", 0), 1, e)
    d = 1 + e
    lost = e - (d - 1)
    inverse = 1 / d
    q = numerator * inverse
    return fma(fma(-q, d, numerator) - q * lost, inverse, q)


def softplus(z):
    return choose(z.compare("GT", 0), z, 0) + log1p(decay_exp(z))


def normal_tail(t):
    u = (t - "2.5f") / (t + "2.5f")
    p = polynomial(
        u,
        "-0x1.09bfd4p-14f",
        "-0x1.ddeb46p-13f",
        "0x1.615dc2p-21f",
        "0x1.4bb632p-10f",
        "0x1.50a828p-10f",
        "-0x1.8c64e8p-8f",
        "-0x1.1d1448p-7f",
        "0x1.79596p-5f",
        "-0x1.34f98ep-5f",
        "-0x1.772474p-4f",
        "0x1.fa881p-2f",
    )
    return p / (1 + t)


def erf(x):
    s = x * x
    p = polynomial(
        s,
        "0x1.4f2e1p-14f",
        "-0x1.a5fef8p-11f",
        "0x1.54496ep-8f",
        "-0x1.b80114p-6f",
        "0x1.ce2d64p-4f",
        "-0x1.81274p-2f",
        "0x1.06eba8p-3f",
    )
    small = fma(x, p, x)
    a = x.abs()
    c = choose(a.compare("GT", 10), 10, a)
    large = copy_sign(1 - 2 * normal_tail(c * "0x1.6a09e6p0f") * exp(-c * c), x)
    return choose(a.compare("LT", "0.92f"), small, large)


def sine(x, quarter):
    shift = fma(x, "0x1.45f306p-1f", ROUNDER)
    quadrant = shift.bits() + quarter if quarter else shift.bits()
    k = shift - ROUNDER
    r = fma(k, "-0x1.921fb6p0f", x)
    r = fma(k, "0x1.777a5cp-25f", r)
    r = fma(k, "0x1.ee59dap-50f", r)
    r = choose(r.compare("GT", "0.8f"), "0.8f", r)
    r = choose(r.compare("LT", "-0.8f"), "-0.8f", r)
    s = r * r
    p = polynomial(s, "0x1.7c3068p-19f", "-0x1.a0595ap-13f", "0x1.111174p-7f", "-0x1.555556p-3f")
    odd = fma(r * s, p, r)
    q = polynomial(s, "-0x1.36147cp-22f", "0x1.a071b6p-16f", "-0x1.6c175ep-10f", "0x1.555556p-5f")
    even = fma(fma(q, s, "-0.5f"), s, 1)
    chosen = choose((quadrant & 1).compare("EQ", 0), odd.bits(), even.bits())
    flip = (quadrant & 2).shift("LSHL", 30)
    return Method.current.put("I", f"{chosen.name}.lanewise(VectorOperators.XOR, {flip.name})").floats()


def sin(x):
    return sine(x, 0)


def cos(x):
    return sine(x, 1)


# FloatUnits


def near(z):
    t = z.abs()
    return choose(t.compare("GT", 15), 15, t)


def times_density(t, factor):
    square = t * t
    lost = fma(t, t, -square)
    x = "-0.5f" * square
    shift = exponent_shift(x)
    p = 1 + fraction_less_one(x, shift)
    return scale(p * fma("-0.5f" * lost, factor, factor), scale_factors(shift))


def gelu(z):
    t = near(z)
    return choose(z.compare("GT", 0), z, 0) + times_density(t, -t * normal_tail(t))


def gelu_slope(z):
    t = near(z)
    below = times_density(t, fma(-t, "0x1.988454p-2f", normal_tail(t)))
    return choose(z.compare("GT", 0), 1 - below, below)


def decay(z):
    """x = max(-|z|, -125), e^x without its power of 2, and that power."""
    x = minus_abs(z)
    x = choose(x.compare("LT", -125), -125, x)
    shift = exponent_shift(x)
    return x, 1 + fraction_less_one(x, shift), scale_factors(shift)


def silu(z):
    x, p, power = decay(z)
    d = 1 + scale(p, power)
    return choose(z.compare("GT", 0), z / d, scale(p * (x / d), power))


def silu_slope(z):
    x, p, power = decay(z)
    e = scale(p, power)
    d = 1 + e
    square = d * d
    above = fma(e, 1 - x, 1) / square
    return choose(z.compare("GT", 0), above, scale(p * ((d + x) / square), power))


def mish(z):
    x, p, power = decay(z)
    e = scale(p, power)
    q = fma(e, 2, 1)
    above = z * (q / fma(2 * e, e, q))
    more = e + 2
    return choose(z.compare("GT", 0), above, scale(p * (x * more / fma(e, more, 2)), power))


def mish_slope(z):
    x, p, power = decay(z)
    e = scale(p, power)
    d = 1 + e
    high = fma(2 * e, d, 1)
    above = fma(fma(e, 2, 1), high, -4 * x * e * e * d) / (high * high)
    more = e + 2
    low = fma(e, more, 2)
    below = fma(more, low, 4 * x * d) / (low * low)
    return choose(z.compare("GT", 0), above, scale(p * below, power))


def tanh_slope(z):
    e = exp(-2 * z.abs())
    d = 1 + e
    return 4 * e / (d * d)


def logistic_slope(z):
    e = decay_exp(z)
    d = 1 + e
    return e / (d * d)


# FloatActivations


def relu(v):
    return choose(v.compare("LE", 0), 0, v)


def leaky_relu(v):
    return choose(v.compare("GT", 0), v, v * "alpha")


def elu(v):
    return choose(v.compare("GT", 0), v, expm1(v) * "alpha")


def selu(v):
    return choose(v.compare("GT", 0), v * "SELU_LAMBDA", expm1(v) * "SELU_DEPTH")


def relu_slope(v):
    return choose(v.compare("LE", 0), 0, choose(v.compare("GT", 0), 1, v))


def leaky_relu_slope(v):
    return choose(v.compare("LE", 0), "alpha", choose(v.compare("GT", 0), 1, v))


def elu_slope(v):
    return choose(v.compare("GT", 0), 1, exp(v) * "alpha")


def selu_slope(v):
    return choose(v.compare("GT", 0), "SELU_LAMBDA", exp(v) * "SELU_DEPTH")


# Bernoulli


def logistic_cost(v, y):
    return choose(v.compare("LE", 0), 0, v) - y * v + log1p(decay_exp(v))


def logistic_delta(v, y):
    above = y.compare("GT", "0.5f")
    e = decay_exp(v)
    share = logistic_of(choose(above, -v, v), e)
    return choose(above, (1 - y) - share, share - y)


def method(name, documentation, body, arguments, parameters=""):
    """One loop: out = body(arguments), element by element."""
    m = Method()
    inputs = [Vector(a, "F") for a in arguments]
    result = body(*inputs)
    text = f"    /** {documentation} */\n    static int {name}({parameters}"
    for a in arguments:
        text += f"float[] {a}s, int {a}Start, "
    text += "float[] outs, int outStart, int length) {\n"
    for (value, kind), c in m.constants.items():
        if kind == "F":
            text += f"        FloatVector {c} = FloatVector.broadcast(SPECIES, {value});\n"
        else:
            text += f"        IntVector {c} = IntVector.broadcast(INTS, {value});\n"
    text += "        int e = 0;\n        for (; e <= length - LANES; e += LANES) {\n"
    for a in arguments:
        text += f"            FloatVector {a} = FloatVector.fromArray(SPECIES, {a}s, {a}Start + e);\n"
    for line in m.lines:
        text += f"            {line}\n"
    text += f"            {result.name}.intoArray(outs, outStart + e);\n        }}\n        return e;\n    }}\n"
    return text


def tail(name, documentation, body, parameters):
    """One vector that stands over the end: elements from length on keep their values."""
    text = method(name, documentation, body, ["x"], parameters).replace("static int", "static void")
    start = text.index("        int e = 0;")
    loop = text.index("{\n", start) + 2
    end = text.index("        }\n        return e;")
    statements = text[loop:end].replace("    " * 3, "    " * 2).replace(" + e", "")
    result = statements.strip().split("\n")[-1].split(".")[0].strip()
    statements = statements[: statements.rindex(result + ".intoArray")]
    statements += f"FloatVector old = FloatVector.fromArray(SPECIES, outs, outStart);\n"
    statements += f"        old.blend({result}, FIRST.compare(VectorOperators.LT, (float) length)).intoArray(outs, outStart);\n    }}\n"
    return text[:start] + statements


HEAD = """package org.chainrule.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
%s
/**
 * %s
 *
 * <p>Written by kernels-vector/generate-vector-math.py: straight-line code without a call, because the JIT compiler inlines only so much of ordinary code into one
 * loop, and a vector that leaves a method is an object on the heap. What does not fill a vector is left to the caller: every method returns how many elements
 * it has done.
 */
final class %s {
    private static final VectorSpecies<Float> SPECIES = VectorWidth.species();
    private static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, SPECIES.vectorShape());
    private static final int LANES = SPECIES.length();
"""


def write(name, text):
    with open(os.path.join(FOLDER, name + ".java"), "w", encoding="utf-8") as file:
        file.write(text)


def math_file():
    text = HEAD % (
        "",
        "{@code org.chainrule.kernel.FloatMath} lane by lane: the same operations in the same order, so the same bits. A selection there is a blend here.",
        "VectorMath",
    )
    text += """    /** 0, 1, 2, ... */
    private static final FloatVector FIRST = FloatVector.zero(SPECIES).addIndex(1);

    private VectorMath() {}
"""
    functions = [
        ("exp", "e^x.", exp),
        ("expm1", "e^x - 1.", expm1),
        ("log", "The natural logarithm.", log),
        ("log1p", "log(1 + x).", log1p),
        ("tanh", "The hyperbolic tangent.", tanh),
        ("logistic", "1 / (1 + e^-x).", logistic),
        ("softplus", "log(1 + e^x).", softplus),
        ("erf", "The error function.", erf),
        ("sin", "The sine.", sin),
        ("cos", "The cosine.", cos),
    ]
    for name, documentation, body in functions:
        lines = method(name, documentation, body, ["x"])
        if name in ("sin", "cos"):
            lines = lines.replace(") {\n", ") {\n" + LARGE_ANGLES, 1)
        text += "\n" + lines
    text += ANY_LARGE
    text += "\n" + method(
        "expOfDifference", "e^(x - shift).", lambda x: exp(x - "shift"), ["x"], "float shift, "
    )
    text += "\n" + tail(
        "expOfDifferenceTail",
        "e^(x - shift) for fewer elements than fill a vector; those of outs beyond are read and written back.",
        lambda x: exp(x - "shift"),
        "float shift, ",
    )
    text += "\n" + method(
        "logisticCost", "max(x, 0) - y x + log1p(e^-|x|).", logistic_cost, ["x", "y"]
    )
    text += "\n" + method(
        "logisticDelta", "logistic(x) - y, as (1 - y) - logistic(-x) for y above 1/2.", logistic_delta, ["x", "y"]
    )
    text = text.replace("import jdk.incubator.vector.VectorSpecies;\n", "import jdk.incubator.vector.VectorSpecies;\nimport org.chainrule.kernel.FloatMath;\n", 1)
    write("VectorMath", text + "}\n")


LARGE_ANGLES = """        if (anyLarge(xs, xStart, length)) {
            return 0; // the scalar function has a path of its own for these
        }
"""

ANY_LARGE = """
    private static boolean anyLarge(float[] xs, int start, int length) {
        boolean large = false;
        for (int i = start; i < start + length; i++) {
            large |= FloatMath.isLarge(xs[i]);
        }
        return large;
    }
"""

ACTIVATIONS = {
    "RELU": ("relu", relu, relu_slope, False),
    "LEAKY_RELU": ("leakyRelu", leaky_relu, leaky_relu_slope, True),
    "ELU": ("elu", elu, elu_slope, True),
    "SELU": ("selu", selu, selu_slope, False),
    "GELU": ("gelu", gelu, gelu_slope, False),
    "SILU": ("silu", silu, silu_slope, False),
    "MISH": ("mish", mish, mish_slope, False),
    "SOFTPLUS": (None, softplus, logistic, False),
    "TANH": (None, tanh, tanh_slope, False),
    "LOGISTIC": (None, logistic, logistic_slope, False),
}


def activation_file():
    text = HEAD % (
        "import org.chainrule.network.Activation;\n",
        "{@code org.chainrule.kernel.FloatActivations} lane by lane: the same operations in the same order, so the same bits.",
        "VectorActivations",
    )
    text += """    private static final float SELU_LAMBDA = (float) Activation.SELU_LAMBDA;
    private static final float SELU_DEPTH = (float) Activation.SELU_DEPTH;

    private VectorActivations() {}

    /** h = phi(z) [2]; may be in place. */
    static int forward(Activation phi, float[] z, int zStart, float[] h, int hStart, int length) {
        float alpha = (float) phi.alpha();
        return switch (phi.kind()) {
            case IDENTITY -> 0;
"""
    for kind, (name, _, _, alpha) in ACTIVATIONS.items():
        call = name or "VectorMath." + kind.lower()
        text += f"            case {kind} -> {call}({'alpha, ' if alpha else ''}z, zStart, h, hStart, length);\n"
    text += """        };
    }

    /** dz = dh phi'(z) [5, 9]; dz may be dh. */
    static int backward(
            Activation phi, float[] z, int zStart, float[] dh, int dhStart, float[] dz, int dzStart, int length) {
        float alpha = (float) phi.alpha();
        return switch (phi.kind()) {
            case IDENTITY -> 0;
"""
    for kind, (name, _, _, alpha) in ACTIVATIONS.items():
        call = (name or kind.lower()) + "Slope"
        first = "alpha, " if alpha else ""
        text += f"            case {kind} -> {call}({first}z, zStart, dh, dhStart, dz, dzStart, length);\n"
    text += "        };\n    }\n"
    for kind, (name, value, _, alpha) in ACTIVATIONS.items():
        if name:
            parameters = "float alpha, " if alpha else ""
            text += "\n" + method(name, f"phi of {kind}.", value, ["z"], parameters)
    for kind, (name, _, slope, alpha) in ACTIVATIONS.items():
        parameters = "float alpha, " if alpha else ""
        body = lambda z, d, slope=slope: d * slope(z)
        text += "\n" + method((name or kind.lower()) + "Slope", f"d phi' of {kind}.", body, ["z", "d"], parameters)
    write("VectorActivations", text + "}\n")


math_file()
activation_file()
