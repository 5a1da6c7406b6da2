package org.vivarium.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;

/** Whether weights are equal, bit for bit. */
final class Same {
  private Same() {}

  static void assertSame(Weights actual, Weights expected) {
    assertThat(actual.arrays().keySet()).isEqualTo(expected.arrays().keySet());
    expected
        .arrays()
        .forEach(
            (path, array) ->
                assertThat(actual.arrays().get(path).data()).as(path).isEqualTo(array.data()));
  }

  /** Whether the parameters under a path are the same in both. */
  static boolean same(Weights one, Weights other, String root) {
    return one.arrays().keySet().stream()
        .filter(path -> Param.under(root, path))
        .allMatch(
            path -> Arrays.equals(one.arrays().get(path).data(), other.arrays().get(path).data()));
  }
}
