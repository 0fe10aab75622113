import { jolokiaService } from '@hawtio/react'
import { faultOfFailedRequest, pictureOf, valueOf, whoOf } from './answer'
import { AGENT, ALL_PENTS, PCHECKS, RELOAD, pcheckBean } from './beans'
import { texts } from './texts'
import { Fault, type PentsService } from './types'

/** A server that hangs must not look like a server that is well. */
const READ_LIMIT_MILLIS = 10_000
const RELOAD_LIMIT_MILLIS = 60_000

type Request = Parameters<typeof jolokiaService.bulkRequest>[0][number]

const within = async <T>(millis: number, work: Promise<T>): Promise<T> => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Fault('lost', texts.noAnswerWithin(millis / 1000)))
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

export const pentsService: PentsService = {
  read: async () =>
    pictureOf(await ask({ type: 'read', mbean: AGENT, attribute: [ALL_PENTS, PCHECKS] }, READ_LIMIT_MILLIS)),

  reload: async pcheck => {
    const request: Request = { type: 'exec', mbean: pcheckBean(pcheck), operation: RELOAD, arguments: [] }
    const said = valueOf(await ask(request, RELOAD_LIMIT_MILLIS))
    return typeof said === 'string' && said !== '' ? said : texts.reloaded
  },

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
