import { enActions } from './en-actions'
import { enViews } from './en-views'

/** Every text of our pages in English; the other languages are objects of the same shape. */
const count = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`

const processes = (n: number): string => count(n, 'process', 'processes')
const pchecks = (n: number): string => count(n, 'pcheck', 'pchecks')

const SECONDS = 60

const overview = {
  locale: 'en-GB',
  processes,

  about: 'Watches processes and gets them up again. The console is built on Hawtio.',
  allSaved: 'All saved',
  needYou: (n: number): string => (n === 1 ? '1 needs you' : `${n} need you`),
  beingSaved: (n: number): string => `${n} being restarted`,
  starting: (n: number): string => `Looking for ${processes(n)}`,
  savedButUnwatched: (n: number): string => `All watched are saved, ${n} not watched`,
  unknownStates: (n: number): string => `${n} in a state this page does not know`,
  nothing: 'Nothing is watched',
  upOf: (up: number, all: number, checks: number): string => `${up} of ${processes(all)} up in ${pchecks(checks)}`,
  retryOver: (n: number): string => `${n} RETRY_OVER: its restarts are used up; mend the cause, then reload its pcheck`,
  down: (n: number): string => `${n} DOWN: gone, and its pfile names nothing to run`,
  restarting: (n: number): string => `${n} RESTART: being restarted now`,
  waiting: (n: number): string => `${n} WAIT: not looked at yet`,
  unwatched: (n: number): string => `${n} not watched: monitoring is off`,
  noPents: 'No PENT is loaded. Start a pcheck with its pfile: pcheck -f <pfile>',

  loading: 'Reading all PENTs …',
  live: 'Live',
  liveByClock: 'Live, by polling',
  stale: 'Old data',
  lost: 'No connection',
  readAt: (time: string): string => `as of ${time}`,
  span: (seconds: number): string =>
    seconds < SECONDS ? count(seconds, 'second', 'seconds') : count(Math.floor(seconds / SECONDS), 'minute', 'minutes'),
  noAnswer: 'The browser reached no server at this address.',
  noAnswerWithin: (seconds: number): string => `The server gave no answer within ${seconds} seconds.`,
  answeredWith: (status: string): string => `The server answered: ${status}.`,
  notUnderstood: (what: string): string => `The server's answer is not understood: ${what}.`,
  faultTitles: {
    lost: 'Connection to the server lost',
    loggedOut: 'You are logged out',
    refused: 'The server refuses to show this to you',
    noMonitor: 'The server is up, but the monitor in it is not',
    failed: 'The server could not answer',
  },
  stillShown: (time: string, age: string): string => `What you see is from ${time}, ${age} ago, and may be wrong by now.`,
  nothingShown: 'There is nothing to show yet.',
  tryingAgain: 'The page tries again by itself every 2 seconds.',
  logIn: 'Log in',
  staleTitle: 'The page has heard nothing new',

  pchecksHead: 'pchecks',
  pcheckNoneFailed: 'none failed',
  pcheckFailed: (n: number): string => `${n} failed`,
  pcheckStopped: 'stopped',
  processesLabel: 'Processes',
  failedLabel: 'Failed',
  unwatchedLabel: 'Not watched',
  pfileLabel: 'pfile',
  noPchecks: 'No pcheck is running in this server.',

  cancel: 'Cancel',
  close: 'Close',

  pentsHead: 'Processes',
  filter: 'Filter by any word in a row',
  filterLabel: 'Filter processes',
  clearFilter: 'Show all',
  showAll: 'All',
  showNeedYou: (n: number): string => `Need you (${n})`,
  showLabel: 'Which processes are shown',
  stateFilter: (state: string, n: number): string => `${state} (${n})`,
  stateFilterLabel: 'Show only one state',
  anyState: 'Any state',
  pcheckFilterLabel: 'Show only one pcheck',
  anyPcheck: 'Any pcheck',
  noMatch: 'No process fits',
  noMatchWhy: 'No row holds these words. Show all, or try fewer words.',
  noneNeeds: 'Nothing needs you',
  noneNeedsWhy: 'No process is RETRY_OVER or DOWN.',
  pages: 'Pages of processes',
  perPage: 'per page',
  pageTop: 'top',
  pageBottom: 'bottom',
  goTo: { first: 'Go to first page', previous: 'Go to previous page', next: 'Go to next page', last: 'Go to last page' },
  pageCurrent: 'Current page',
  pageOf: 'of',

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
}

export const en = { ...overview, ...enViews, ...enActions }

export type Texts = typeof en
