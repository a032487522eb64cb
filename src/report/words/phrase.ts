/** A key in words: manualRecovery as "manual recovery". */
export function phrase(name: string): string {
  return name.replace(/(?<=[a-z])[A-Z](?=[a-z])/g, (letter) => ` ${letter.toLowerCase()}`);
}
