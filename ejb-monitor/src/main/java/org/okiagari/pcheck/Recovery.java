package org.okiagari.pcheck;

/**
 * What the recovery test found for one PENT.
 *
 * @param pentId pent_id
 * @param pname pname
 * @param killedPid pid that was killed, 0 if it was left alone
 * @param newPid pid that came back, 0 = none
 * @param millis from the kill to Up, -1 = it did not come back
 * @param outcome one sentence
 */
public record Recovery(int pentId, String pname, long killedPid, long newPid, long millis, String outcome) {}
