import '@mantine/core/styles.css';
import { createTheme, type CSSVariablesResolver, MantineProvider } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTheme } from '../theme.tsx';

const theme = createTheme({
  primaryColor: 'indigo',
  primaryShade: 8,
  autoContrast: true,
  respectReducedMotion: true,
});

/** The page's own colours, and where Mantine's pairs fall below 4.5 to 1. */
const colors: CSSVariablesResolver = () => ({
  variables: {
    '--mantine-color-body': 'var(--panel)',
    '--mantine-color-text': 'var(--text)',
    '--mantine-color-dimmed': 'var(--dim)',
    '--mantine-color-error': 'var(--bad)',
    '--mantine-color-default-border': 'var(--line)',
  },
  light: {
    '--mantine-color-indigo-light': 'var(--mantine-color-indigo-0)',
    '--mantine-color-indigo-light-hover': 'var(--mantine-color-indigo-1)',
  },
  dark: {},
});

/** For a view that has controls of Mantine's; loaded with it. */
export const WithMantine = ({ children }: { readonly children: ReactNode }) => (
  <MantineProvider theme={theme} cssVariablesResolver={colors} forceColorScheme={useTheme().theme}>
    {children}
  </MantineProvider>
);
