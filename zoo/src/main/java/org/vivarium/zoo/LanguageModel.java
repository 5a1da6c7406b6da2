package org.vivarium.zoo;

import org.tensorflow.Operand;
import org.tensorflow.types.TInt32;
import org.vivarium.kernel.Model;
import org.vivarium.kernel.Net;
import org.vivarium.kernel.Value;

/** What says, behind each token of a text, how likely each token is to follow. */
public sealed interface LanguageModel permits Gpt, LstmLanguageModel {
  /** How many tokens it knows. */
  int vocabulary();

  /** The longest text that it sees, in tokens. */
  int reach();

  /**
   * {@code [batch, time]} to the logits of the tokens that follow, {@code [batch, time,
   * vocabulary]}.
   */
  Value build(Net net, Operand<TInt32> tokens);

  /** {@code tokens} to {@code logits}. */
  Model model(int time);

  /**
   * For generation: {@code tokens}, {@code [batch, time]}, and what is remembered of the text
   * before, to {@code logits} and, under the same names, what is to be remembered. Zeros are no
   * memory; an axis that is open has the length 0 then.
   *
   * @param time how many tokens are taken at once
   */
  Model step(int time);
}
