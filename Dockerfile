# One file for the three services: SERVICE names the module. Its stage `hooks` is the receiver to try webhooks on.
ARG JARS=built

FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /orderflow
ENV MAVEN="mvn -B -ntp -Dmaven.test.skip=true -Dexec.skip=true -Dmdep.skip=true -am -pl order-service,payment-service,notification-service,local-stack"

# What Maven downloads is a layer of its own, made again only when a pom.xml changes: modules without code are built with
# the same command. Each has a package to compile, so that the compiler's plugins are fetched too.
COPY pom.xml ./
COPY event-schema/pom.xml event-schema/
COPY event-bus/pom.xml event-bus/
COPY order-service/pom.xml order-service/
COPY payment-service/pom.xml payment-service/
COPY notification-service/pom.xml notification-service/
COPY local-stack/pom.xml local-stack/
COPY examples/parcel-service/pom.xml examples/parcel-service/
COPY system-tests/pom.xml system-tests/
COPY benchmarks/pom.xml benchmarks/
RUN for module in event-schema event-bus local-stack order-service payment-service notification-service; do \
        mkdir -p $module/src/main/java/none && echo 'package none;' > $module/src/main/java/none/package-info.java; \
    done \
    && $MAVEN -Dspring-boot.repackage.skip=true package \
    && rm -r */src */target

COPY event-schema/src event-schema/src
COPY event-bus/src event-bus/src
COPY local-stack/src local-stack/src
COPY order-service/src order-service/src
COPY payment-service/src payment-service/src
COPY notification-service/src notification-service/src
RUN $MAVEN package

FROM scratch AS built
COPY --from=build /orderflow/*-service/target/*-service.jar /orderflow/local-stack/target/local-stack.jar /

# The jars that a Maven on the machine has built already, for whoever chooses them: --build-arg JARS=at-hand
FROM scratch AS at-hand
COPY *-service/target/*-service.jar local-stack/target/local-stack.jar /

FROM ${JARS} AS jars

FROM eclipse-temurin:25-jre AS layers
ARG SERVICE
COPY --from=jars /$SERVICE.jar /app.jar
RUN java -Djarmode=tools -jar /app.jar extract --layers --destination /layers

# Of local-stack's libraries the receiver needs Jackson only, which every service has.
FROM eclipse-temurin:25-jre AS hooks
WORKDIR /app
COPY --from=layers /layers/dependencies/lib/jackson-*.jar lib/
COPY --from=jars /local-stack.jar ./
USER 10001:10001
HEALTHCHECK --interval=5s --timeout=3s --start-period=30s CMD ["bash", "-c", ": </dev/tcp/127.0.0.1/8026"]
ENTRYPOINT ["java", "-Xmx32m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError", "-cp", "local-stack.jar:lib/*", "dev.orderflow.localstack.HooksMain"]
CMD ["8026", "/run/secrets/webhooks"]

FROM eclipse-temurin:25-jre AS service
WORKDIR /app
COPY --chmod=755 docker/healthy /usr/local/bin/
COPY docker/java.options ./
# What changes least comes first.
COPY --from=layers /layers/dependencies/ ./
COPY --from=layers /layers/spring-boot-loader/ ./
COPY --from=layers /layers/snapshot-dependencies/ ./
COPY --from=layers /layers/application/ ./

# A start that is recorded, so that those in the containers take half the processor time: JEP 483, 514.
FROM service AS trained
COPY docker/training.properties /
RUN java @java.options -XX:AOTCacheOutput=app.aot -Dspring.context.exit=onRefresh -Dspring.config.additional-location=/training.properties -jar app.jar

FROM service
COPY --from=trained /app/app.aot ./
USER 10001:10001
HEALTHCHECK --interval=5s --timeout=3s --start-period=180s CMD ["healthy"]
# Not a shell's child, so that it hears SIGTERM and finishes its work.
ENTRYPOINT ["java", "@java.options", "-XX:AOTCache=app.aot", "-jar", "app.jar"]
