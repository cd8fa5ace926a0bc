(* What the theorems of the README's tables rest on; ci.sh counts the answers. *)
From Dlmcert Require Import Elimination Model Linear Collapse Archimedean Farkas AlmostEvery Minimum
  SoundOneLayer SoundCongruence SoundArchimedean SoundRank SoundPatterns SoundForward Claims Headline.
Print Assumptions check_sound.
Print Assumptions rule_sound.
Print Assumptions last_inputs_network.
Print Assumptions check_partition_sound.
Print Assumptions tight_sound.
Print Assumptions check_independent_inputs_sound.
Print Assumptions check_null_vector_sound.
Print Assumptions check_open_cell_sound.
Print Assumptions check_point_sound.
Print Assumptions check_masked_tight_set_sound.
Print Assumptions dead_pattern_over.
Print Assumptions check_lift_sound.
Print Assumptions check_collapse_sound.
Print Assumptions check_archimedean_sound.
Print Assumptions reduce_sound.
Print Assumptions check_rank_sound.
Print Assumptions check_width_sound.
Print Assumptions eliminate_sound.
Print Assumptions zero_gradient_zero_error.
Print Assumptions minimum_residual.
Print Assumptions no_bad_minimum.
Print Assumptions every_pattern_minima.
Print Assumptions almost_every_minima.
Print Assumptions one_noise_almost_every.
Print Assumptions partition_almost_every.
Print Assumptions V_at_slopes.
Print Assumptions gordan_sound.
Print Assumptions every_w_sound.
Print Assumptions motzkin_sound.
