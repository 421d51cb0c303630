import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { getOperationAST, parse, print } from 'graphql';
import { projectDir } from './project';
import {
  documentHash,
  MANIFEST_FORMAT,
  type ManifestOperation,
} from './server/documents/document.manifest';

const folder = () => join(projectDir(), 'schema', 'operations');

/** Where the manifest of our own clients' documents is kept. */
export const operationsManifest = (): string => join(folder(), 'manifest.json');

/** The files of the clients' documents: one operation each, with its fragments. */
export function operationFiles(): string[] {
  return readdirSync(folder(), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.graphql'))
    .sort()
    .map((name) => join(folder(), name));
}

function operationIn(file: string): ManifestOperation {
  const document = parse(readFileSync(file, 'utf8'));
  const operation = getOperationAST(document);
  const name = basename(file, '.graphql');
  if (operation?.name?.value !== name) {
    throw new Error(`${file} has to hold one operation, called ${name}.`);
  }
  // Comments and spaces are for readers of the file; the id is of what is sent.
  const body = print(document);
  return { id: documentHash(body), name, type: operation.operation, body };
}

/** The manifest as it is kept in git. */
export function printManifest(): string {
  const operations = operationFiles().map(operationIn);
  return `${JSON.stringify({ format: MANIFEST_FORMAT, version: 1, operations }, null, 2)}\n`;
}
