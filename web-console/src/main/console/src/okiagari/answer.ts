import { ALL_PENTS, PCHECKS } from './beans'
import { textsNow } from './i18n/language'
import { Fault, type Pcheck, type Pent, type Picture, type Who } from './types'
import { isFields, rows, strange, text, textOr, whole, wholeOr, type Fields } from './wire'

/*
 * What comes over the wire is checked here before it is trusted. Jolokia answers HTTP 200 for errors too: the status
 * inside the JSON counts.
 */

const pent = (row: Fields, where: string): Pent => ({
  pcheck: text(row, 'pcheck', where),
  pname: text(row, 'pname', where),
  pid: whole(row, 'pid', where),
  retryCount: whole(row, 'retryCount', where),
  restartCount: whole(row, 'restartCount', where),
  procSts: text(row, 'procSts', where),
  retryOverAct: text(row, 'retryOverAct', where),
  rerunTime: text(row, 'rerunTime', where),
  windowSince: wholeOr(row, 'windowSince', 0),
  pentId: whole(row, 'pentId', where),
  monitorSts: text(row, 'monitorSts', where),
  matchedPath: textOr(row, 'matchedPath', ''),
  upSince: wholeOr(row, 'upSince', 0),
  lastExitStatus: textOr(row, 'lastExitStatus', ''),
  lastRestartMillis: wholeOr(row, 'lastRestartMillis', -1),
  lastDetectionMillis: wholeOr(row, 'lastDetectionMillis', -1),
  watchedBy: textOr(row, 'watchedBy', ''),
})

const pcheck = (row: Fields, where: string): Pcheck => ({
  name: text(row, 'name', where),
  ipckey: textOr(row, 'ipckey', ''),
  mypid: wholeOr(row, 'mypid', 0),
  myname: textOr(row, 'myname', ''),
  pfile: textOr(row, 'pfile', ''),
  message: textOr(row, 'message', ''),
  monitorStopCount: whole(row, 'monitorStopCount', where),
  failProcCount: whole(row, 'failProcCount', where),
  allProcCount: whole(row, 'allProcCount', where),
})

/** Takes the Java class off Jolokia's `java.lang.IllegalArgumentException : the sentence`. */
export const sentence = (error: string): string => error.replace(/^(?:[\w$]+\.)+[\w$]+ : /, '').trim()

const faultOf = (status: unknown, error: unknown): Fault => {
  const why = typeof error === 'string' && error !== '' ? sentence(error) : textsNow().answeredWith(String(status))
  switch (status) {
    case 401:
      return new Fault('loggedOut', why)
    case 403:
      return new Fault('refused', why)
    case 404:
      return new Fault('noMonitor', why)
    default:
      return new Fault('failed', why)
  }
}

/** Returns the value of one Jolokia answer. Throws a Fault when it is an error or no answer at all. */
export const valueOf = (answer: unknown): unknown => {
  if (!isFields(answer)) {
    throw strange('it is no JSON object')
  }
  if (answer.status !== 200) {
    throw faultOf(answer.status, answer.error)
  }
  return answer.value
}

/** Returns what the read of Agent's two attributes brought. */
export const pictureOf = (answer: unknown): Picture => {
  const value = valueOf(answer)
  if (!isFields(value)) {
    throw strange('the read brought no attributes')
  }
  return { pents: rows(value[ALL_PENTS], ALL_PENTS, pent), pchecks: rows(value[PCHECKS], PCHECKS, pcheck) }
}

/** Returns who is logged in. An answer that is not understood hides nothing: the server decides in any case. */
export const whoOf = (answer: unknown): Who => {
  if (!isFields(answer)) {
    return { user: '', roles: null }
  }
  const roles: unknown = answer.roles
  return {
    user: textOr(answer, 'user', ''),
    roles: Array.isArray(roles) ? roles.filter((role: unknown) => typeof role === 'string') : null,
  }
}

/** Returns the Fault for a request that failed before there was an answer; Hawtio rejects with `401: Unauthorized` or an error. */
export const faultOfFailedRequest = (why: unknown): Fault => {
  if (why instanceof Fault) {
    return why
  }
  // fetch() rejects with a TypeError, whose words differ from browser to browser.
  if (why instanceof TypeError) {
    return new Fault('lost', textsNow().noAnswer)
  }
  const words = why instanceof Error ? why.message : String(why)
  const status = /^(\d{3}):/.exec(words)?.[1]
  switch (status) {
    case undefined:
      return new Fault('lost', words)
    case '401':
      return new Fault('loggedOut', textsNow().answeredWith(words))
    case '403':
      return new Fault('refused', textsNow().answeredWith(words))
    default:
      return new Fault('lost', textsNow().answeredWith(words))
  }
}
