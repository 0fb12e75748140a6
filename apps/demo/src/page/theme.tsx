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
  return <ThemeContext value={{ theme, choose }}>{children}</ThemeContext>;
}

export const useTheme = () => use(ThemeContext);
