package io.modicum.pretrain.dataset.layout;

import io.modicum.pretrain.dataset.picture.KnownDecoders;
import java.util.List;

/** The layouts that the service finds. */
public final class KnownLayouts {

  public static final Layouts ALL =
      new Layouts(
          List.of(
              new FolderPerClass(KnownDecoders.ALL),
              new UnlabelledImages(KnownDecoders.ALL),
              new TableOfLabels(KnownDecoders.ALL),
              new Idx(),
              new TinyImageNet(KnownDecoders.ALL),
              new Cifar100(),
              new Cifar10()));

  private KnownLayouts() {}
}
