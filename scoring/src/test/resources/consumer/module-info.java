module consumer {
    requires org.chainrule.scoring;
}
