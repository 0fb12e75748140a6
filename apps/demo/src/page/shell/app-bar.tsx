import { useWindowEvent } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { History, Moon, Plus, Server, Sun, Table2 } from 'lucide-react';
import { lazy, use, useEffect, useRef, useState } from 'react';
import { usePage } from '../address/page-address.ts';
import { hrefOf, type View, views } from '../address/place.ts';
import { LazyPart } from '../boundary.tsx';
import { useLanguage, useMessages } from '../language.tsx';
import { type Language, languageNames } from '../messages.ts';
import { fetchFaults, fetchLimit } from '../server.ts';
import { amountIn, inWords } from '../session/money.ts';
import { SetupContext } from '../setup.ts';
import { useTheme } from '../theme.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Dialog, Popover } from '../ui/overlays.tsx';

const ModePanel = lazy(async () => ({ default: (await import('./mode-panel.tsx')).ModePanel }));
const ShortcutList = lazy(async () => ({ default: (await import('./shortcut-list.tsx')).ShortcutList }));

const icons = { create: Plus, history: History, models: Table2, services: Server };
const otherLanguage: Readonly<Record<Language, Language>> = { en: 'zh', zh: 'en' };

/** Where one can go, whether it costs money, and how the page looks and speaks. */
export function AppBar() {
  const messages = useMessages();
  const view = usePage((state) => state.view);
  const { language, choose } = useLanguage();
  const other = otherLanguage[language];
  return (
    <header className="app-bar">
      <b aria-hidden>vid</b>
      <nav aria-label={messages.navigation} className="tabs">
        {views.map((target) => {
          const Icon = icons[target];
          return (
            <a key={target} href={hrefOf(target)} {...(target === view && { 'aria-current': 'page' })}>
              <Icon size={20} aria-hidden />
              {messages.views[target].link}
            </a>
          );
        })}
      </nav>
      <span className="space" />
      <Mode />
      <Shortcuts />
      <ThemeButton />
      <button
        type="button"
        className="button"
        data-kind="quiet"
        lang={other === 'zh' ? 'zh-CN' : 'en'}
        onClick={() => choose(other)}
      >
        {languageNames[other]}
      </button>
    </header>
  );
}

function ThemeButton() {
  const messages = useMessages();
  const { theme, choose } = useTheme();
  const other = theme === 'dark' ? 'light' : 'dark';
  return (
    <IconButton name={messages.schemes[other]} onClick={() => choose(other)}>
      {other === 'dark' ? <Moon size={18} aria-hidden /> : <Sun size={18} aria-hidden />}
    </IconButton>
  );
}

/**
 * The view's heading. It takes the focus when the view changes, so that a keyboard or a reader starts there. On Create the
 * work itself says what it is.
 */
export function ViewHead({ view }: { readonly view: View }) {
  const { title, intro } = useMessages().views[view];
  const heading = useRef<HTMLHeadingElement>(null);
  const before = useRef(view);
  useEffect(() => {
    if (before.current !== view) heading.current?.focus();
    before.current = view;
  }, [view]);
  useEffect(() => {
    document.title = `${title} · vid`;
  }, [title]);
  return (
    <div className={view === 'create' ? 'hidden-text' : 'view-head'}>
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      <p className="hint">{intro}</p>
    </div>
  );
}

/** Whether calls cost money, how much of the limit is used, and which fault is played; opens the place to change it. */
function Mode() {
  const messages = useMessages();
  const { choices } = use(SetupContext);
  const { data: limit } = useQuery({ queryKey: ['limit'], queryFn: fetchLimit });
  const { data: faults } = useQuery({ queryKey: ['faults'], queryFn: fetchFaults });
  const real = choices.filter(({ chosen }) => chosen.state === 'real').length;
  const most = limit?.limit ?? undefined;
  const preset = faults?.preset ?? 'none';
  const held = (currency: string) =>
    messages.money(amountIn(limit?.spent, currency) + amountIn(limit?.reserved, currency), currency);
  return (
    <Popover
      label={
        <>
          <span className="dot" data-tone={real > 0 ? 'bad' : undefined} />
          <span className="mode-words">{real > 0 ? messages.mode.real : messages.mode.simulated}</span>
          {most !== undefined && (
            <span className="badge num">
              {messages.spentOf(held(most.currency), inWords(most, messages))}
            </span>
          )}
          {preset !== 'none' && (
            <span className="badge" data-tone="warn">
              {messages.fault[preset]}
            </span>
          )}
        </>
      }
    >
      {() => (
        <LazyPart>
          <ModePanel />
        </LazyPart>
      )}
    </Popover>
  );
}

const isTyping = (target: EventTarget | null) =>
  target instanceof Element &&
  target.matches('textarea, select, input:not([type=checkbox], [type=radio], [type=range])');

/** The first stop of the page: over the bar, to what the view is about. */
export function SkipLink() {
  const { shortcuts } = useMessages();
  return (
    <button
      type="button"
      className="button skip"
      onClick={() => {
        const main = document.querySelector('main');
        main?.focus();
        main?.scrollIntoView();
      }}
    >
      {shortcuts.skip}
    </button>
  );
}

/** Every key that the page knows, by `?` or by its button, which only those with a pointer that is no finger see. */
function Shortcuts() {
  const { shortcuts } = useMessages();
  const [opened, setOpened] = useState(false);
  useWindowEvent('keydown', (event) => {
    const { key, target, ctrlKey, metaKey, altKey } = event;
    if (key !== '?' || ctrlKey || metaKey || altKey || isTyping(target)) return;
    event.preventDefault();
    setOpened(true);
  });
  return (
    <>
      <button
        type="button"
        className="button shortcuts-button"
        data-kind="quiet"
        data-square
        aria-label={shortcuts.title}
        aria-keyshortcuts="?"
        title={shortcuts.title}
        onClick={() => setOpened(true)}
      >
        ?
      </button>
      <Dialog opened={opened} onClose={() => setOpened(false)} title={shortcuts.title}>
        <LazyPart>
          <ShortcutList />
        </LazyPart>
      </Dialog>
    </>
  );
}
