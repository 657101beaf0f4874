/** Addresses of plans. */
import { deskPath } from '../http/deskPath.ts';

export const plansPath = `${deskPath}/plans`;

export const planPath = (plan: string, page = '') => `${plansPath}/${plan}${page ? `/${page}` : ''}`;

export const drawPath = (wave: string, dimension: string) => `${plansPath}/draws/${wave}/${dimension}`;
export const newDrawPath = `${plansPath}/draws/new`;
export const effectsPath = (wave: string) => `${plansPath}/effects/${wave}`;
