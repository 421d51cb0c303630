import 'reflect-metadata';
import { serve } from './cli/serve.command';
import { runOrExplain } from './cli/run';

void runOrExplain(serve);
