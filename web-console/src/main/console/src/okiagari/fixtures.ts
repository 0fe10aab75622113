import type { JournalEvent, Pcheck, Pent, PentDetail, Pfile, Picture } from './types'

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
  windowSince: 0,
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

export const aDetail = (fields: Partial<PentDetail> = {}): PentDetail => ({
  restartCommand: '/restart_crond.sh',
  graceSeconds: 600,
  retry: 3,
  windowSince: 0,
  polledBecause: '',
  ...fields,
})

export const anEvent = (fields: Partial<JournalEvent> = {}): JournalEvent => ({
  seq: 1,
  time: '2026-11-22T06:00:00.000+00:00',
  host: 'h',
  pcheck: 'pfile_web',
  pent: '/usr/sbin/crond',
  pentId: 1,
  event: 'pent.up',
  pid: 4711,
  detail: '{}',
  ...fields,
})

export const aPfile = (fields: Partial<Pfile> = {}): Pfile => ({
  text: 'IPCKEY 0x1f000501\n',
  whole: true,
  usable: true,
  problems: [],
  changes: [],
  ...fields,
})
