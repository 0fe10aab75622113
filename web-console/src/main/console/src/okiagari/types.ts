/** One PENT: a row of the attribute AllPents. */
export type Pent = {
  readonly pcheck: string
  readonly pname: string
  readonly pid: number
  readonly retryCount: number
  readonly restartCount: number
  readonly procSts: string
  readonly retryOverAct: string
  readonly rerunTime: string
  readonly pentId: number
  readonly monitorSts: string
  readonly matchedPath: string
  readonly upSince: number
  readonly lastExitStatus: string
  readonly lastRestartMillis: number
  readonly lastDetectionMillis: number
  readonly watchedBy: string
}

/** One running pcheck: a row of the attribute Pchecks. */
export type Pcheck = {
  readonly name: string
  readonly ipckey: string
  readonly mypid: number
  readonly myname: string
  readonly pfile: string
  readonly message: string
  readonly monitorStopCount: number
  readonly failProcCount: number
  readonly allProcCount: number
}

/** Everything one read brings. */
export type Picture = {
  readonly pents: readonly Pent[]
  readonly pchecks: readonly Pcheck[]
}

/** Who is logged in; `null` roles: the server does not tell, so nothing is hidden. */
export type Who = {
  readonly user: string
  readonly roles: readonly string[] | null
}

/** Why a read or an operation brought nothing. */
export type FaultKind = 'lost' | 'loggedOut' | 'refused' | 'noMonitor' | 'failed'

export class Fault extends Error {
  override readonly name = 'Fault'

  constructor(
    readonly kind: FaultKind,
    message: string,
  ) {
    super(message)
  }
}

/** All that the page asks of the server. */
export type PentsService = {
  /** Reads all PENTs and pchecks in one request. Rejects with a Fault. */
  readonly read: () => Promise<Picture>
  /** Has the pfile of one pcheck read again. Resolves with the server's answer in words, rejects with a Fault. */
  readonly reload: (pcheck: string) => Promise<string>
  readonly who: () => Promise<Who>
}
