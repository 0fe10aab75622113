import { createElement, Fragment, type ElementType, type Key, type ReactElement } from 'react'

/** Makes elements by the React that shows the page, whichever release that is: 18 refuses those of 19. */
export const jsx = (type: ElementType, props: Record<string, unknown>, key?: Key): ReactElement =>
  createElement(type, key === undefined ? props : { ...props, key })

export const jsxs = jsx
export { Fragment }
