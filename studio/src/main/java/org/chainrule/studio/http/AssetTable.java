package org.chainrule.studio.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The files of a page, read from the class path once and kept: a closed table, so that no request names anything that is read. */
public final class AssetTable {
    @SuppressWarnings("ArrayRecordComponent")
    private record Asset(String extension, byte[] bytes) {}

    private final Map<String, Asset> assets = new LinkedHashMap<>();

    /**
     * Reads them.
     *
     * @param resources the resource of the class path by the path of a request
     */
    public AssetTable(Map<String, String> resources) {
        resources.forEach((path, resource) -> {
            byte[] bytes = StaticFiles.read(resource);
            if (bytes == null) {
                throw new IllegalStateException("the program was packed without " + resource);
            }
            assets.put(path, new Asset(resource.substring(resource.lastIndexOf('.') + 1), bytes));
        });
    }

    /**
     * What can be asked for.
     *
     * @return paths of requests
     */
    public Set<String> paths() {
        return Set.copyOf(assets.keySet());
    }

    /**
     * A file.
     *
     * @param call GET or HEAD of one of {@link #paths()}
     * @return the file, or that it has not changed
     * @throws Refusal if there is no such file
     */
    public Answer answer(Call call) {
        Asset asset = assets.get(call.path());
        if (asset == null) {
            throw new Refusal(
                    404,
                    "expected a file of the page, found " + org.chainrule.tabular.error.Display.text(call.path())
                            + "; open / instead");
        }
        return StaticFiles.file(call, asset.extension(), asset.bytes());
    }
}
