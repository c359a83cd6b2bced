package org.chainrule.interop.safetensors;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.likelihood.Bernoulli;
import org.chainrule.likelihood.Categorical;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.AtomicFile;
import org.chainrule.tabular.model.Json;
import org.chainrule.tabular.model.Member;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.model.Safetensors;
import org.chainrule.tabular.model.Tensor;
import org.chainrule.tabular.model.Version;

/**
 * Writes the network of a model as PyTorch names and lays out its layers: {@code fc.0.weight} [out, in], {@code fc.0.bias}, {@code bn.0.running_mean}. What the
 * names do not say stands in the metadata, the order of the layers among it, so that {@link SafetensorsImport} gives the same network. The encoder is not in the
 * file: its inputs are named. Layers that PyTorch has no module for keep our own names and layout, see docs/safetensors.md.
 */
public final class SafetensorsExport {
    private SafetensorsExport() {}

    /**
     * Writes a file, whole or not at all.
     *
     * @param model the model
     * @param file  where to; replaced if it exists
     * @throws UserException if it cannot be written
     */
    public static void write(Model model, Path file) {
        Safetensors contents = of(model);
        try {
            AtomicFile.write(file, contents::write);
        } catch (IllegalArgumentException wrong) {
            throw new UserException(
                    UserException.Kind.DATA,
                    "cannot export to " + Display.text(file.toString()) + ": "
                            + Display.text(String.valueOf(wrong.getMessage())),
                    wrong);
        }
    }

    /**
     * What goes into the file. The same model gives the same contents.
     *
     * @param model the model
     * @return metadata and tensors; of a model of several members the tensors of member 0 begin with {@code member.0.} and so on
     */
    public static Safetensors of(Model model) {
        List<Member> members = model.contents().members();
        List<Tensor> tensors = new ArrayList<>();
        List<String> layers = new ArrayList<>();
        for (int m = 0; m < members.size(); m++) {
            TorchLayers torch =
                    TorchLayers.of(members.get(m).network(), members.size() == 1 ? "" : "member." + m + ".");
            tensors.addAll(torch.tensors());
            layers.add(torch.list());
        }
        return new Safetensors(metadata(model, members, layers), tensors);
    }

    private static Map<String, String> metadata(Model model, List<Member> members, List<String> layers) {
        Map<String, String> metadata = new LinkedHashMap<>();
        // what transformers and other readers of PyTorch's files look for
        metadata.put("format", "pt");
        metadata.put("producer", "chainrule " + Version.CURRENT);
        metadata.put("likelihood", members.get(0).network().likelihood().spec());
        boolean classes = members.get(0).network().likelihood() instanceof Categorical
                || members.get(0).network().likelihood() instanceof Bernoulli;
        metadata.put("output", outputs(model, classes));
        metadata.put("target", model.target());
        if (classes) {
            metadata.put("classes", Json.write(model.classes()));
        }
        if (members.size() == 1) {
            metadata.put("layers", layers.get(0));
            metadata.put("inputs", Json.write(model.encoder().featureNames()));
        } else {
            for (int m = 0; m < members.size(); m++) {
                metadata.put("member." + m + ".layers", layers.get(m));
                metadata.put("member." + m + ".weight", String.valueOf(members.get(m).weight()));
                metadata.put(
                        "member." + m + ".inputs",
                        Json.write(members.get(m).encoder().featureNames()));
            }
        }
        metadata.put("weightsSha256", model.weightsSha256());
        return metadata;
    }

    private static String outputs(Model model, boolean classes) {
        if (!classes) {
            return "encoded target: undo the scaling of the target";
        }
        return model.network().likelihood() instanceof Bernoulli
                ? "logit of class 1: apply sigmoid"
                : "logits: apply softmax";
    }
}
