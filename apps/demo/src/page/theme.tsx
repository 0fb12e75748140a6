import { createTheme, type CSSVariablesResolver, MantineProvider } from '@mantine/core';
import { useLocalStorage, useMediaQuery } from '@mantine/hooks';
import { createContext, type ReactNode, use, useLayoutEffect } from 'react';

type Theme = 'light' | 'dark';

const ThemeContext = createContext<{ readonly theme: Theme; readonly choose: (theme: Theme) => void }>({
  theme: 'light',
  choose: () => {},
});

/** The system's, until another is chosen; the choice outlives the visit. */
export function ThemeProvider({ children }: { readonly children: ReactNode }) {
  const isDark = useMediaQuery('(prefers-color-scheme: dark)', false, { getInitialValueInEffect: false });
  const [chosen, choose] = useLocalStorage<Theme | undefined>({
    key: 'vid-theme',
    getInitialValueInEffect: false,
    deserialize: (stored) => (stored === 'light' || stored === 'dark' ? stored : undefined),
    serialize: (theme) => theme ?? '',
  });
  const theme = chosen ?? (isDark ? 'dark' : 'light');
  useLayoutEffect(() => {
    document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  return (
    <ThemeContext value={{ theme, choose }}>
      <MantineProvider theme={mantine} cssVariablesResolver={mantineColors} forceColorScheme={theme}>
        {children}
      </MantineProvider>
    </ThemeContext>
  );
}

export const useTheme = () => use(ThemeContext);

/** For views that still have controls of Mantine's. */
const mantine = createTheme({
  primaryColor: 'indigo',
  primaryShade: 8,
  autoContrast: true,
  respectReducedMotion: true,
});

/** The page's own colours, and where Mantine's pairs fall below 4.5 to 1. */
const mantineColors: CSSVariablesResolver = () => ({
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
