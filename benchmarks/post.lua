-- What curl sends with a small form: for http.sh, as in: benchmarks/http.sh 17 1 8 -s benchmarks/post.lua
wrk.method = "POST"
wrk.body = "name=gantry&amount=42&note=forty-two"
wrk.headers["User-Agent"] = "curl/7.88.1"
wrk.headers["Accept"] = "*/*"
wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
