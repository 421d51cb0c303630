/** Writes a command's result: one line of JSON, or lines for people. */
export function printResult(isJson: boolean, result: object, lines: string[]): void {
  process.stdout.write(`${isJson ? JSON.stringify(result) : lines.join('\n')}\n`);
}
