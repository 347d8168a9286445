"""扶持政策 as values, without a framework: what a hire brings a firm, on which papers, by when."""
