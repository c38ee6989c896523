package io.modicum.acquisition.function;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import org.junit.platform.commons.support.ReflectionSupport;

/** All acquisition functions, found by their scope annotation as the service finds them. */
public final class FoundFunctions {

  private static final List<AcquisitionFunction> ALL =
      ReflectionSupport.findAllClassesInPackage(
              FoundFunctions.class.getPackageName(),
              type ->
                  AcquisitionFunction.class.isAssignableFrom(type)
                      && type.isAnnotationPresent(ApplicationScoped.class),
              name -> true)
          .stream()
          .map(type -> (AcquisitionFunction) ReflectionSupport.newInstance(type))
          .sorted(Comparator.comparing(function -> function.description().name()))
          .toList();

  private static final AcquisitionFunctions BY_NAME = new AcquisitionFunctions(ALL);

  private FoundFunctions() {}

  static List<AcquisitionFunction> all() {
    return ALL;
  }

  public static AcquisitionFunction named(String name) {
    return BY_NAME.named(name);
  }
}
