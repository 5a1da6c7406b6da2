package org.vivarium.apps.timeseries.forecast;

import java.io.IOException;
import java.util.List;
import org.vivarium.kernel.Epoch;
import org.vivarium.report.RunFolder;

record TrainReport(Job job, Fitting fitting, List<Epoch> history, int bestEpoch, List<Outcome> outcomes) {
  void write(RunFolder folder) throws IOException {}
}
