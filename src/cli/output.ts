/** Leaves quietly where nobody reads the output any longer, as in `… | head`. */
export function leaveWithReader(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    throw error;
  });
}

/** Writes a command's result: one line of JSON, or lines for people. */
export function printResult(isJson: boolean, result: object, lines: string[]): void {
  process.stdout.write(`${isJson ? JSON.stringify(result) : lines.join('\n')}\n`);
}
