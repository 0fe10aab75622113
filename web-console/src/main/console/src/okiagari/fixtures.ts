import type { Pcheck, Pent, Picture } from './types'

/** Rows for tests, as the server sends them. */
export const aPent = (fields: Partial<Pent> = {}): Pent => ({
  pcheck: 'pfile_web',
  pname: '/usr/sbin/crond',
  pid: 4711,
  retryCount: 0,
  restartCount: 0,
  procSts: 'AVAIL',
  retryOverAct: 'continue',
  rerunTime: '-----',
  pentId: 1,
  monitorSts: 'on',
  matchedPath: '/usr/sbin/crond',
  upSince: 1_795_000_000_000,
  lastExitStatus: '',
  lastRestartMillis: -1,
  lastDetectionMillis: -1,
  watchedBy: 'event',
  ...fields,
})

export const aPcheck = (fields: Partial<Pcheck> = {}): Pcheck => ({
  name: 'pfile_web',
  ipckey: '0x1f000501',
  mypid: 99,
  myname: 'pcheck',
  pfile: '/var/opt/HA/PS/conf/bin/pfile_web',
  message: 'start',
  monitorStopCount: 0,
  failProcCount: 0,
  allProcCount: 1,
  ...fields,
})

export const aPicture = (...pents: readonly Pent[]): Picture => ({
  pents,
  pchecks: [aPcheck({ allProcCount: pents.length })],
})
