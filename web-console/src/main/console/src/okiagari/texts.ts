/** Every text of the page, so that another language is another object of this shape. */
const count = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`

const processes = (n: number): string => count(n, 'process', 'processes')
const pchecks = (n: number): string => count(n, 'pcheck', 'pchecks')

const AGO_STEP_SECONDS = 60

export const texts = {
  title: 'Okiagari',
  processes,

  allSaved: 'All saved',
  needYou: (n: number) => (n === 1 ? '1 needs you' : `${n} need you`),
  beingSaved: (n: number) => `${n} being restarted`,
  starting: (n: number) => `Looking for ${processes(n)}`,
  savedButUnwatched: (n: number) => `All watched are saved, ${n} not watched`,
  unknownStates: (n: number) => `${n} in a state this page does not know`,
  nothing: 'Nothing is watched',
  upOf: (up: number, all: number, checks: number) => `${up} of ${processes(all)} up in ${pchecks(checks)}`,
  retryOver: (n: number) => `${n} RETRY_OVER: its restarts are used up; mend the cause, then reload its pcheck`,
  down: (n: number) => `${n} DOWN: gone, and its pfile names nothing to run`,
  restarting: (n: number) => `${n} RESTART: being restarted now`,
  waiting: (n: number) => `${n} WAIT: not looked at yet`,
  unwatched: (n: number) => `${n} not watched: monitoring is off`,
  noPents: 'No PENT is loaded. Start a pcheck with its pfile: pcheck -f <pfile>',

  loading: 'Reading all PENTs …',
  live: 'Live',
  stale: 'Old data',
  lost: 'No connection',
  readAt: (time: string) => `as of ${time}`,
  ago: (seconds: number) =>
    seconds < AGO_STEP_SECONDS
      ? count(seconds, 'second', 'seconds')
      : count(Math.floor(seconds / AGO_STEP_SECONDS), 'minute', 'minutes'),
  noAnswer: 'The browser reached no server at this address.',
  noAnswerWithin: (seconds: number) => `The server gave no answer within ${seconds} seconds.`,
  answeredWith: (status: string) => `The server answered: ${status}.`,
  lostTitle: 'Connection to the server lost',
  loggedOutTitle: 'You are logged out',
  refusedTitle: 'The server refuses to show this to you',
  noMonitorTitle: 'The server is up, but the monitor in it is not',
  failedTitle: 'The server could not answer',
  stillShown: (time: string, age: string) => `What you see is from ${time}, ${age} ago, and may be wrong by now.`,
  nothingShown: 'There is nothing to show yet.',
  tryingAgain: 'The page tries again by itself every 2 seconds.',
  logIn: 'Log in',
  staleTitle: 'The page has heard nothing new',

  pchecksHead: 'pchecks',
  pcheckNoneFailed: 'none failed',
  pcheckFailed: (n: number) => `${n} failed`,
  pcheckStopped: 'stopped',
  processesLabel: 'Processes',
  failedLabel: 'Failed',
  unwatchedLabel: 'Not watched',
  pfileLabel: 'pfile',
  noPchecks: 'No pcheck is running in this server.',

  reload: 'Reload',
  reloadOf: (pcheck: string) => `Reload pcheck ${pcheck}`,
  reloadNeeds: (user: string) => `Reload needs the role operator${user === '' ? '' : `; ${user} does not have it`}.`,
  reloadAsk: (pcheck: string) => `Reload ${pcheck}?`,
  reloadWhat: 'Okiagari reads the pfile again and looks at every process in it at once.',
  reloadEnds: 'Counters go back to 0 and RETRY_OVER ends, so a process that is missing is restarted.',
  reloadSafe: 'If the pfile has an error, nothing is changed and the error is shown here.',
  reloading: 'Reloading …',
  reloaded: 'Reloaded.',
  reloadFailed: (pcheck: string) => `${pcheck} was not reloaded`,
  reloadDone: (pcheck: string) => `${pcheck} is reloaded`,
  cancel: 'Cancel',
  close: 'Close',

  pentsHead: 'Processes',
  filter: 'Filter by any word in a row',
  filterLabel: 'Filter processes',
  clearFilter: 'Show all',
  showAll: 'All',
  showNeedYou: (n: number) => `Need you (${n})`,
  showLabel: 'Which processes are shown',
  noMatch: 'No process fits',
  noMatchWhy: 'No row holds these words. Show all, or try fewer words.',
  noneNeeds: 'Nothing needs you',
  noneNeedsWhy: 'No process is RETRY_OVER or DOWN.',
  pages: 'Pages of processes',

  stateMeanings: {
    AVAIL: 'up and watched',
    RETRY_OVER: 'restarts used up, waits for a reload',
    RESTART: 'being restarted',
    DOWN: 'gone, nothing to run',
    WAIT: 'not looked at yet',
  } as Readonly<Record<string, string>>,
  columns: {
    procSts: { head: 'State', word: 'proc_sts' },
    pname: { head: 'Process', word: 'pname' },
    pcheck: { head: 'pcheck', word: '' },
    pid: { head: 'pid', word: '' },
    retryCount: { head: 'Retries', word: 'retry_count' },
    restartCount: { head: 'Restarts', word: 'restart_count' },
    rerunTime: { head: 'Window began', word: 'rerun_time' },
    retryOverAct: { head: 'Retry over', word: 'retry_over_act' },
    monitorSts: { head: 'Monitor', word: 'monitor_sts' },
    watchedBy: { head: 'Watched by', word: '' },
  },
  noPid: 'never seen',
} as const
