/**
 * Arithmetic of vectors and matrices that services share: the one place where instructions of a
 * processor or a library would come in. What is chosen and predicted goes by its last bit, so the
 * order of a sum is part of what a method promises.
 */
package io.modicum.contracts.vector;
