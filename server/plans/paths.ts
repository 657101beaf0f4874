/** Addresses of plans. */
import { deskPath } from '../http/deskPath.ts';

export const plansPath = `${deskPath}/plans`;

export const planPath = (plan: string, page = '') => `${plansPath}/${plan}${page ? `/${page}` : ''}`;
