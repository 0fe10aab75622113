package org.okiagari.api;

/**
 * What the recovery test found for one PENT.
 *
 * @param pentId number of the PENT
 * @param pname the process as the pfile names it
 * @param killedPid pid that was killed, 0 if it was left alone
 * @param newPid pid that came back, 0 if none did
 * @param recoveryMillis from the kill to Up in ms, -1 if it did not come back
 * @param outcome one sentence: recovered, or why not, or why it was left alone
 */
public record RecoveryRow(int pentId, String pname, long killedPid, long newPid, long recoveryMillis, String outcome) {}
