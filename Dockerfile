# One image for web, worker, beat and the message loop; see docker-compose.yml.
FROM node:24-slim AS assets
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY static static
RUN npm run build

FROM python:3.13-slim
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
RUN useradd --create-home --uid 10001 netwerk
WORKDIR /app
COPY requirements.txt requirements-backup.txt ./
RUN pip install --no-cache-dir --require-hashes -r requirements.txt -r requirements-backup.txt
# A house style goes along: a folder beside this file, as THEME=/app/<folder>.
ARG THEME=
COPY . .
COPY --from=assets /build/static/dist static/dist
ENV STATIC_ROOT=/app/.local/static MEDIA_ROOT=/media
RUN mkdir -p /media /gewist && chown netwerk /media /gewist \
    && SECRET_KEY=only-while-this-image-is-being-built SITE_URL=https://build.invalid ALLOWED_HOSTS=build.invalid \
       DATABASE_URL=postgresql://build@build.invalid/build REDIS_URL=redis://build.invalid \
       CACHE_URL=redis://build.invalid MAIL_DIR=/tmp python manage.py collectstatic --noinput
USER netwerk
EXPOSE 8000
CMD ["gunicorn", "netwerk.wsgi:application", "--bind=0.0.0.0:8000", "--worker-class=netwerk.webproces.Webproces", "--workers=2", "--threads=4", "--graceful-timeout=30"]
