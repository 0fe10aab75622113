import { jolokiaService } from '@hawtio/react'
import { faultOfFailedRequest, pictureOf, valueOf, whoOf } from './answer'
import { eventsOf, measuresOf, pcheckTextsOf, pentDetailOf, pfileOf, recoveriesOf } from './answer-details'
import * as beans from './beans'
import { textsNow } from './i18n/language'
import { listenTo } from './live-stream'
import { Fault, type Order, type Outcome, type PentsService } from './types'

/** A server that hangs must not look like a server that is well. */
const READ_LIMIT_MILLIS = 10_000
const ACT_LIMIT_MILLIS = 60_000
const RECOVERY_SECONDS = 60
const RECOVERY_LIMIT_MILLIS = (RECOVERY_SECONDS + 15) * 1_000
const MOST_PFILE_CHARS = 262_144

type Request = Parameters<typeof jolokiaService.bulkRequest>[0][number]

const within = async <T>(millis: number, work: Promise<T>): Promise<T> => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Fault('lost', textsNow().noAnswerWithin(millis / 1000)))
    }, millis)
  })
  try {
    return await Promise.race([work, limit])
  } finally {
    clearTimeout(timer)
  }
}

const ask = async (request: Request, millis: number): Promise<unknown> => {
  try {
    const answers: readonly unknown[] = await within(millis, jolokiaService.bulkRequest([request]))
    return answers[0]
  } catch (why) {
    throw faultOfFailedRequest(why)
  }
}

const readOf = async (mbean: string, attribute: string[]): Promise<unknown> =>
  valueOf(await ask({ type: 'read', mbean, attribute }, READ_LIMIT_MILLIS))

const exec = async (mbean: string, operation: string, args: unknown[] = [], millis = READ_LIMIT_MILLIS): Promise<unknown> =>
  valueOf(await ask({ type: 'exec', mbean, operation, arguments: args }, millis))

const spoken = (said: unknown, otherwise: string): Outcome => ({
  words: typeof said === 'string' && said !== '' ? said : otherwise,
})

const act = async ({ verb, pcheck, pent }: Order): Promise<Outcome> => {
  if (verb === 'startPfile') {
    return spoken(await exec(beans.AGENT, beans.START, [pcheck], ACT_LIMIT_MILLIS), textsNow().done)
  }
  const bean = pent === undefined ? beans.pcheckBean(pcheck) : beans.pentBean(pent)
  if (verb === 'recoveryTest') {
    const rows = await exec(bean, beans.RECOVERY_TEST, [RECOVERY_SECONDS], RECOVERY_LIMIT_MILLIS)
    return { words: '', recoveries: recoveriesOf(rows) }
  }
  const texts = textsNow()
  return spoken(await exec(bean, verb, [], ACT_LIMIT_MILLIS), verb === 'reload' ? texts.reloaded : texts.done)
}

export const pentsService: PentsService = {
  read: async () =>
    pictureOf(
      await ask({ type: 'read', mbean: beans.AGENT, attribute: [beans.ALL_PENTS, beans.PCHECKS] }, READ_LIMIT_MILLIS),
    ),

  pent: async pent => pentDetailOf(await readOf(beans.pentBean(pent), beans.PENT_DETAILS)),

  scriptOutput: async (pent, maxBytes) => {
    const output = await exec(beans.pentBean(pent), beans.SCRIPT_OUTPUT, [maxBytes])
    return typeof output === 'string' ? output : ''
  },

  pfile: async pcheck => pfileOf(await exec(beans.pcheckBean(pcheck), beans.READ_PFILE, [MOST_PFILE_CHARS])),

  pcheckTexts: async pcheck => pcheckTextsOf(await readOf(beans.pcheckBean(pcheck), beans.PCHECK_TEXTS)),

  events: async (afterSeq, max) => eventsOf(await exec(beans.AGENT, beans.EVENTS, [afterSeq, max])),

  measures: async () => measuresOf(await readOf(beans.AGENT, beans.MEASURES)),

  act,

  listen: hear => listenTo('live', hear),

  who: async () => {
    try {
      const response = await fetch('who', { headers: { Accept: 'application/json' } })
      return whoOf(response.ok ? await response.json() : null)
    } catch {
      // Without an answer nothing is hidden: the server decides in any case.
      return whoOf(null)
    }
  },
}
