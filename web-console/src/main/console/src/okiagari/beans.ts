import type { PentName } from './types'

/** Names of the server's beans, attributes and operations: the one place where they are spelled. */
export const DOMAIN = 'okiagari'
export const AGENT = `${DOMAIN}:type=Agent`
export const ALL_PENTS = 'AllPents'
export const PCHECKS = 'Pchecks'
export const PENT_DETAILS = ['RestartCommand', 'Grace', 'Retry', 'WindowSince', 'PolledBecause']
export const PCHECK_TEXTS = ['ParamText', 'PentText']
export const EVENTS = 'events'
export const SCRIPT_OUTPUT = 'scriptOutput'
export const READ_PFILE = 'readPfile'
export const START = 'start'
export const RECOVERY_TEST = 'recoveryTest'

/** What the page of measurements reads of Agent; the figures of each kind are named by its prefix and unit. */
export const FIGURES = ['DetectionLatency', 'RestartDuration', 'TickLength'] as const
export const SELF = [
  'Version',
  'StartTime',
  'DetectionMode',
  'MonitoringCpuMillis',
  'MissedTicks',
  'EventQueueDepth',
  'EventDrops',
  'DescriptorsOpen',
] as const
const UNITS = { DetectionLatency: 'Micros', RestartDuration: 'Millis', TickLength: 'Micros' } as const
export const figureNames = (figure: (typeof FIGURES)[number]): { count: string; values: string[] } => ({
  count: `${figure}Count`,
  values: ['Median', 'P99', 'Max'].map(part => `${figure}${part}${UNITS[figure]}`),
})
export const MEASURES = [
  'Timings',
  ...SELF,
  ...FIGURES.flatMap(figure => [figureNames(figure).count, ...figureNames(figure).values]),
]

const PLAIN = /^[A-Za-z0-9_.\-/@+]+$/

/** Returns a key's value as the server writes it: quoted (javax.management.ObjectName.quote) only where it is not plain. */
export const keyValue = (text: string): string =>
  PLAIN.test(text) ? text : `"${text.replace(/["\\*?]/g, found => `\\${found}`).replace(/\n/g, '\\n')}"`

export const pcheckBean = (pcheck: string): string => `${DOMAIN}:pcheck=${keyValue(pcheck)},type=Pcheck`

export const pentBean = ({ pcheck, pname, pentId }: PentName): string =>
  `${DOMAIN}:pcheck=${keyValue(pcheck)},type=Pent,name=${keyValue(pname)},id=${pentId}`
