import {
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core';
import { ChevronDown } from 'lucide-react';
import { createElement } from 'react';

// Mantine wants ten shades; the components take their colours from tokens.css.
const accent: MantineColorsTuple = [
  '#eef0fd',
  '#dadef8',
  '#b3baf0',
  '#8b97f0',
  '#6a77dd',
  '#515fcf',
  '#3f4dbd',
  '#35419f',
  '#2b3582',
  '#212966',
];

// Mantine's fields, menus and lines take their greys from these.
const gray: MantineColorsTuple = [
  '#f6f7f9',
  '#eef1f6',
  '#e4e7ec',
  '#e4e7ec',
  '#868e9c',
  '#868e9c',
  '#5a6272',
  '#5a6272',
  '#3a4150',
  '#1b1f2a',
];
const dark: MantineColorsTuple = [
  '#e7e9ee',
  '#a2a9b8',
  '#a2a9b8',
  '#6f7787',
  '#6f7787',
  '#20242d',
  '#14161c',
  '#14161c',
  '#0f1116',
  '#0f1116',
];

const line = '1px solid var(--border)';
const clear = '1px solid transparent';

const variantColorResolver: VariantColorsResolver = (input) => {
  const danger = input.color === 'danger';
  const ink = danger ? 'var(--danger)' : 'var(--accent)';
  switch (input.variant) {
    case 'filled':
      return {
        background: ink,
        hover: danger ? 'color-mix(in srgb, var(--danger) 88%, var(--text))' : 'var(--accent-hover)',
        color: danger ? 'var(--on-danger)' : 'var(--on-accent)',
        border: clear,
      };
    case 'default':
      return { background: 'var(--page)', hover: 'var(--hover)', color: danger ? ink : 'var(--text)', border: line };
    case 'subtle':
      return { background: 'transparent', hover: 'var(--hover)', color: danger ? ink : 'var(--text)', border: clear };
    case 'light':
      return {
        background: danger ? 'var(--danger-soft)' : 'var(--accent-soft)',
        hover: 'var(--hover)',
        color: ink,
        border: clear,
      };
    default:
      return defaultVariantColorsResolver(input);
  }
};

// Closes at once: while it fades away it would still keep the keys from the page.
const floating = { duration: 100, exitDuration: 0 };

// What floats belongs to a landmark like everything else on the page.
const insideMain = { target: '#main' };

export const theme = createTheme({
  primaryColor: 'accent',
  colors: { accent, danger: accent, gray, dark },
  fontFamily: 'var(--font)',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '16px', sm: '20px', md: '21px', lg: '24px', xl: '26px' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '4px', sm: '6px', md: '6px', lg: '8px', xl: '10px' },
  defaultRadius: 'md',
  shadows: { xs: 'none', sm: 'none', md: 'var(--shadow)', lg: 'var(--shadow)', xl: 'var(--shadow)' },
  breakpoints: { xs: '20em', sm: '36em', md: '48em', lg: '75em', xl: '90em' },
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  variantColorResolver,
  components: {
    Button: { defaultProps: { size: 'sm', fw: 500, loaderProps: { size: 16 } } },
    ActionIcon: { defaultProps: { variant: 'subtle', size: 32 } },
    NativeSelect: { defaultProps: { rightSection: createElement(ChevronDown, { size: 14, 'aria-hidden': true }) } },
    Menu: {
      defaultProps: {
        shadow: 'md',
        transitionProps: floating,
        portalProps: insideMain,
        // It would be an item of the menu that is none.
        withInitialFocusPlaceholder: false,
      },
    },
    Popover: { defaultProps: { shadow: 'md', transitionProps: floating } },
    Modal: { defaultProps: { centered: true, transitionProps: { duration: 120 }, radius: 'xl' } },
    Tooltip: {
      defaultProps: {
        portalProps: insideMain,
        openDelay: 400,
        transitionProps: { duration: 80 },
        events: { hover: true, focus: true, touch: false },
      },
    },
  },
});
