/** A key in words: manualRecovery as "manual recovery". */
export function phrase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
