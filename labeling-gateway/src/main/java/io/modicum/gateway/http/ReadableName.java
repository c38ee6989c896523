package io.modicum.gateway.http;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a person or thing is called: 1 to 100 characters that every part can store and show. */
@NotBlank
@Size(max = 100)
@Pattern(regexp = ReadableName.CHARACTERS, message = ReadableName.MESSAGE)
@Constraint(validatedBy = {})
@Target({ElementType.FIELD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
public @interface ReadableName {

  /** Neither control characters nor halves of characters, which PostgreSQL does not store. */
  String CHARACTERS = "[^\\p{Cc}\\p{Cs}]*";

  String MESSAGE = "must be without control characters";

  String message() default "";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};
}
