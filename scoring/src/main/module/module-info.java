/** Loads {@code .chainrule} files and predicts: the classes of Chainrule that this takes, and nothing beyond java.base. Start at {@link org.chainrule.scoring.Scoring}. */
module org.chainrule.scoring {
    exports org.chainrule.scoring;
    exports org.chainrule.tabular.model;
    exports org.chainrule.tabular.schema;
    exports org.chainrule.tabular.error;
    // For chainrule-kernels-vector, an automatic module, if it is there.
    exports org.chainrule.kernel;
    exports org.chainrule.network;

    uses org.chainrule.kernel.KernelFactory;
}
