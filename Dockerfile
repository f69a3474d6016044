# The service without the embedded PostgreSQL: QUARKUS_DATASOURCE_JDBC_URL has to be set.
FROM eclipse-temurin:25-jdk AS build
WORKDIR /src
COPY . .
RUN ./mvnw -B -ntp -DskipTests -Dwithout-embedded package

FROM eclipse-temurin:25-jre
LABEL org.opencontainers.image.title="client-registrar" \
      org.opencontainers.image.description="Dynamic client registration for OAuth 2.0 and OpenID Connect" \
      org.opencontainers.image.licenses="Apache-2.0"
WORKDIR /app
# The libraries change less often than the application, so they are layers of their own.
COPY --from=build /src/target/quarkus-app/lib/ lib/
COPY --from=build /src/target/quarkus-app/quarkus/ quarkus/
COPY --from=build /src/target/quarkus-app/app/ app/
COPY --from=build /src/target/quarkus-app/quarkus-run.jar .
# Inside a container loopback reaches nobody; where TLS ends is said by REGISTRAR_PUBLIC_URL.
ENV QUARKUS_HTTP_HOST=0.0.0.0 \
    JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=75 -XX:+ExitOnOutOfMemoryError"
EXPOSE 8080
USER 10001:10001
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/${QUARKUS_HTTP_PORT:-8080} && printf 'GET /q/health/ready HTTP/1.0\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]
ENTRYPOINT ["java", "-jar", "quarkus-run.jar"]
