package io.modicum.pretrain.dataset.layout;

import java.util.List;

/** The layouts that the service finds. */
public final class KnownLayouts {

  public static final Layouts ALL =
      new Layouts(
          List.of(
              new FolderPerClass(), new Idx(), new TinyImageNet(), new Cifar100(), new Cifar10()));

  private KnownLayouts() {}
}
