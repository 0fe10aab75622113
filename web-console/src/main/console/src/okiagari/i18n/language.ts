import { useSyncExternalStore } from 'react'
import { en, type Texts } from './en'
import { ja } from './ja'

/** The language of our pages: what was chosen here before, else the browser's, else English. Hawtio's own frame stays English. */
export const LANGUAGES = { en: 'English', ja: '日本語' } as const

export type Language = keyof typeof LANGUAGES

const KEY = 'okiagari.language'
const TEXTS: Readonly<Record<Language, Texts>> = { en, ja }

const isLanguage = (word: string | null): word is Language => word !== null && word in TEXTS

const kept = (): string | null => {
  try {
    return localStorage.getItem(KEY)
  } catch {
    return null // A browser may forbid storage; the choice then lasts for this page.
  }
}

/** Returns the first of the wanted languages that is here. */
export const firstOf = (wanted: readonly string[]): Language =>
  wanted.map(tag => tag.slice(0, 2).toLowerCase()).find(isLanguage) ?? 'en'

const first = (): Language => {
  const chosen = kept()
  return isLanguage(chosen) ? chosen : firstOf(navigator.languages)
}

let current: Language = first()
const listeners = new Set<() => void>()

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}

export const languageNow = (): Language => current

/** Returns the texts of now, for what is no component. */
export const textsNow = (): Texts => TEXTS[current]

export const setLanguage = (language: Language): void => {
  current = language
  try {
    localStorage.setItem(KEY, language)
  } catch {
    // As above.
  }
  listeners.forEach(listener => {
    listener()
  })
}

export const useLanguage = (): Language => useSyncExternalStore(subscribe, languageNow)

export const useTexts = (): Texts => TEXTS[useLanguage()]
