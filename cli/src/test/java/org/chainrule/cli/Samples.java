package org.chainrule.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Small files, right and wrong, for the tests. */
final class Samples {
    static final int ROWS = 48;
    private static final String HEADER = "x,z,color,label,value,mass,negative,count,three";

    private Samples() {}

    static void write(Path dir) throws IOException {
        text(dir, "good.csv", HEADER + "\n" + rows(0, ROWS));
        text(dir, "bom.csv", "\ufeff" + HEADER + "\n" + rows(0, ROWS));
        text(dir, "more.csv", HEADER + ",extra\n" + rows(0, ROWS).replace("\n", ",1\n"));
        text(dir, "fewer.csv", "x,color,label\n1,red,a\n2,blue,b\n");
        text(dir, "empty.csv", "");
        text(dir, "header.csv", HEADER + "\n");
        text(dir, "one.csv", HEADER + "\n" + rows(0, 1));
        text(
                dir,
                "oneclass.csv",
                "x,label\n" + IntStream.range(0, 20).mapToObj(n -> n + ",a\n").collect(Collectors.joining()));
        text(dir, "missing.csv", "x,label\n" + ",\n".repeat(20) + "1,NA\n");
        text(
                dir,
                "constant.csv",
                "x,y\n" + IntStream.range(0, 20).mapToObj(n -> n + ",7.5\n").collect(Collectors.joining()));
        text(dir, "twice.csv", "x,x,label\n1,2,a\n2,3,b\n");
        text(
                dir,
                "beyond.csv",
                "x,label\n"
                        + IntStream.range(0, 20)
                                .mapToObj(n -> n * 0.7 + "," + "ab".charAt(n % 2) + "\n")
                                .collect(Collectors.joining())
                        + "1e300,a\n");
        text(
                dir,
                "infinity.csv",
                "x,label\n"
                        + IntStream.range(0, 20)
                                .mapToObj(n -> n * 0.7 + "," + "ab".charAt(n % 2) + "\n")
                                .collect(Collectors.joining())
                        + "Infinity,a\n");
        text(dir, "ragged.csv", "x,label\n1,a\n2,b,3,4\n3,a\n4,b\n");
        Files.write(
                dir.resolve("latin.csv"),
                "x,label\n1,caf\u00e9\n2,th\u00e9\n3,caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
        Files.write(dir.resolve("utf16.csv"), "x,label\n1,a\n2,b\n".getBytes(StandardCharsets.UTF_16));
        byte[] rubbish = new byte[4096];
        IntStream.range(0, rubbish.length).forEach(i -> rubbish[i] = (byte) (i * 131 + (i >> 3)));
        Files.write(dir.resolve("rubbish.csv"), rubbish);
        Files.write(dir.resolve("rubbish.parquet"), rubbish);
        Files.createDirectory(dir.resolve("folder"));
        text(dir, "wordy.csv", HEADER + "\n" + rows(0, 4) + "many,1,red,a,2,1,-1,1,p\n");
        text(dir, "newclass.csv", HEADER + "\n" + rows(0, 4) + "2,1,red,zebra,2,1,-1,1,p\n");
        text(dir, "bad.yaml", "epochs: [1, 2\nseed: 3\n");
        text(dir, "unknown.yaml", "epocs: 3\n");
        text(dir, "nested.yaml", "epochs:\n  a: 3\n");
        text(dir, "badvalue.yaml", "learningRate: fast\n");
        text(dir, "list.yaml", "- epochs\n- 3\n");
        text(
                dir,
                "good.yaml",
                "target: label\nhiddenLayers: 3\n".replace("hiddenLayers", "hidden")
                        + "epochs: 2\nbatchSize: 16\nlearning_rate: 0.01\n");
        text(dir, "tag.yaml", "epochs: !!java.io.File /\n");
        text(dir, "bad.jsonl", "{\"x\": 1, \"label\": \"a\"}\n{\"x\": 2, \"label\"\n");
    }

    /** Rows that can be learned: the label follows x. */
    static String rows(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(n -> {
                    double x = (n * 7 % 48) / 10.0;
                    return x + "," + (n * 11 % 17) + "," + (n % 2 == 0 ? "red" : "blue") + "," + (x > 2.3 ? "b" : "a")
                            + "," + (2 * x + 1 + n % 3 * 0.1) + "," + (n % 4 + 1) + "," + (n % 5 - 2) + "," + (n % 7)
                            + "," + "pqr".charAt(n % 3) + "\n";
                })
                .collect(Collectors.joining());
    }

    /** Damaged copies of a model file. */
    static void damage(Path dir, Path model) throws IOException {
        byte[] bytes = Files.readAllBytes(model);
        Files.write(dir.resolve("truncated.chainrule"), java.util.Arrays.copyOf(bytes, bytes.length - 10));
        Files.write(dir.resolve("start.chainrule"), java.util.Arrays.copyOf(bytes, 100));
        byte[] flipped = bytes.clone();
        flipped[flipped.length - 5] ^= 0x10;
        Files.write(dir.resolve("flipped.chainrule"), flipped);
        byte[] header = bytes.clone();
        header[300] ^= 0x01;
        Files.write(dir.resolve("header.chainrule"), header);
        String text = new String(bytes, StandardCharsets.ISO_8859_1)
                .replaceFirst("\"formatVersion\":\"\\d\"", "\"formatVersion\":\"9\"");
        Files.write(dir.resolve("future.chainrule"), text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void text(Path dir, String name, String text) throws IOException {
        Files.writeString(dir.resolve(name), text);
    }
}
