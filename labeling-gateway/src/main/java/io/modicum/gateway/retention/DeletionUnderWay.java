package io.modicum.gateway.retention;

/** The objects of something that was deleted are still being removed. */
public final class DeletionUnderWay extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param what such as {@code dataset 'birds'}
   */
  public DeletionUnderWay(String what) {
    super(what + " is just being deleted; try again when GET /api/v1/deletions tells that it is");
  }
}
