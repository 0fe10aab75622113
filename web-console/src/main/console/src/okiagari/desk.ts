import { createContext, useContext } from 'react'
import type { Pulse } from './pulse'
import type { Order, PentsService, Who } from './types'

/** What every view needs: whom to ask, who is looking, and how to have something done. */
export type Desk = {
  readonly service: PentsService
  readonly who: Who
  /** Says when to read again. */
  readonly pulse: Pulse
  /** Opens the question; nothing is done before it is answered. */
  readonly onOrder: (order: Order) => void
}

export const DeskContext = createContext<Desk | null>(null)

export const useDesk = (): Desk => {
  const desk = useContext(DeskContext)
  if (desk === null) {
    throw new Error('A view stands outside of the page')
  }
  return desk
}
