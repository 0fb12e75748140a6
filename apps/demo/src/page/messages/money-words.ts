/**
 * An amount, or from one to another, as a language writes money. What is below 1 keeps three digits: prices of a second
 * are told apart by them.
 */
export const moneyIn =
  (locale: string) =>
  (amount: number, currency: string, most = amount): string => {
    const small = amount > 0 && amount < 1 ? 2 - Math.floor(Math.log10(amount)) : undefined;
    const format = new Intl.NumberFormat(locale, {
      style: 'currency',
      currency,
      ...(small !== undefined && { minimumFractionDigits: 2, maximumFractionDigits: Math.min(8, small) }),
    });
    const [from, to] = [format.format(amount), format.format(most)];
    return from === to ? from : format.formatRange(amount, most);
  };
