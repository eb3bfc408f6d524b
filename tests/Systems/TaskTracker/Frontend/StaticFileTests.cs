using System.IO.Compression;
using System.Net;
using System.Text;
using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskTracker.Frontend;

public sealed class StaticFileTests(Site site) : IClassFixture<Site>
{
    [Theory]
    [InlineData(BuiltFiles.Script, "public, max-age=31536000, immutable")]
    [InlineData("/assets/inter.woff2", "public, max-age=31536000, immutable")]
    [InlineData(BuiltFiles.Worker, "no-cache")]
    [InlineData("/manifest.webmanifest", "no-cache")]
    [InlineData("/", "no-cache")]
    [InlineData("/calendar", "no-cache")]
    [InlineData("/assets/none.js", "no-cache")]
    public async Task Only_files_with_hashed_names_are_kept_for_a_year(string path, string control)
    {
        using var answer = await site.AskAsync(path);

        answer.Headers.GetValues("Cache-Control").Single().Split(", ").Order().ShouldBe(control.Split(", ").Order());
    }

    [Theory]
    [InlineData(BuiltFiles.Script, "text/javascript; charset=utf-8")]
    [InlineData("/assets/app-1a2b3c4d.css", "text/css; charset=utf-8")]
    [InlineData("/assets/inter.woff2", "font/woff2")]
    [InlineData("/manifest.webmanifest", "application/manifest+json; charset=utf-8")]
    [InlineData("/icon.svg", "image/svg+xml")]
    [InlineData("/tasks", "text/html; charset=utf-8")]
    public async Task A_file_has_the_type_of_its_name(string path, string type)
    {
        using var answer = await site.AskAsync(path);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.GetValues("Content-Type").ShouldBe([type]);
    }

    [Theory]
    [InlineData("br, gzip", "br")]
    [InlineData("gzip, deflate, br, zstd", "br")]
    [InlineData("gzip", "gzip")]
    [InlineData("GZIP", "gzip")]
    [InlineData("br;q=0, gzip", "gzip")]
    [InlineData("br;q=0.2, gzip;q=0.8", "gzip")]
    [InlineData("*", "br")]
    [InlineData("*;q=0, gzip", "gzip")]
    [InlineData("identity;q=1, br;q=0.5", "")]
    [InlineData("identity;q=0, br;q=0", "")]
    [InlineData("deflate", "")]
    [InlineData("not a list;;;", "")]
    [InlineData("", "")]
    public async Task The_best_form_that_the_client_accepts_is_sent(string accepted, string encoding)
    {
        using var answer = await site.AskAsync(BuiltFiles.Script, headers: ("Accept-Encoding", accepted));

        string.Join(',', answer.Content.Headers.ContentEncoding).ShouldBe(encoding);
        answer.Headers.Vary.ShouldBe(["Accept-Encoding"]);
        var sent = await answer.Content.ReadAsByteArrayAsync();
        sent.Length.ShouldBe((int)answer.Content.Headers.ContentLength!);
        Decoded(sent, encoding).ShouldBe(BuiltFiles.ScriptText);
    }

    [Fact]
    public async Task A_file_without_compressed_forms_does_not_vary()
    {
        using var answer = await site.AskAsync(BuiltFiles.Worker, headers: ("Accept-Encoding", "br, gzip"));

        answer.Content.Headers.ContentEncoding.ShouldBeEmpty();
        answer.Headers.Vary.ShouldBeEmpty();
        (await answer.Content.ReadAsStringAsync()).ShouldBe(BuiltFiles.WorkerText);
    }

    [Theory]
    [InlineData("")]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task A_stored_form_is_confirmed_without_its_body(string encoding)
    {
        using var first = await site.AskAsync(BuiltFiles.Script, headers: ("Accept-Encoding", encoding));
        var tag = first.Headers.ETag!.Tag;
        foreach (var condition in new[] { tag, $"W/{tag}", $"\"other\", {tag}", "*" })
        {
            using var again = await site.AskAsync(
                BuiltFiles.Script, headers: [("Accept-Encoding", encoding), ("If-None-Match", condition)]);

            again.StatusCode.ShouldBe(HttpStatusCode.NotModified, condition);
            again.Headers.ETag.ShouldBe(first.Headers.ETag);
            again.Headers.CacheControl.ShouldBe(first.Headers.CacheControl);
            again.Headers.Vary.ShouldBe(["Accept-Encoding"]);
            (await again.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task Each_form_has_its_own_strong_validator()
    {
        var tags = new HashSet<string>();
        foreach (var encoding in new[] { "br", "gzip", "" })
        {
            using var answer = await site.AskAsync(BuiltFiles.Script, headers: ("Accept-Encoding", encoding));
            answer.Headers.ETag!.IsWeak.ShouldBeFalse();
            tags.Add(answer.Headers.ETag.Tag);
        }

        using var other = await site.AskAsync(BuiltFiles.Script, headers: [("Accept-Encoding", "br"), ("If-None-Match", tags.Last())]);

        tags.Count.ShouldBe(3);
        other.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/tasks")]
    [InlineData(BuiltFiles.Script)]
    [InlineData("/assets/none.js")]
    public async Task HEAD_answers_as_GET_without_the_body(string path)
    {
        using var get = await site.AskAsync(path);
        using var head = await site.AskAsync(path, "HEAD");

        head.StatusCode.ShouldBe(get.StatusCode);
        head.Content.Headers.ContentLength.ShouldBe(get.Content.Headers.ContentLength);
        head.Content.Headers.ContentType.ShouldBe(get.Content.Headers.ContentType);
        (await head.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/tasks/018f3a52-0000-7000-8000-000000000000", "text/html,application/xhtml+xml,*/*;q=0.8", true)]
    [InlineData("/board?status=TODO", "*/*", true)]
    [InlineData("/board", "", true)]
    [InlineData("/v1.2/notes", "*/*", true)]
    [InlineData("/notes.txt", "text/html", true)]
    [InlineData("/notes.txt", "*/*", false)]
    [InlineData("/favicon.ico", "image/avif,image/webp,*/*;q=0.8", false)]
    [InlineData("/board", "application/json", false)]
    [InlineData("/board", "text/html;q=0", false)]
    [InlineData("/assets/none.js", "text/html", false)]
    [InlineData("/assets", "text/html", false)]
    [InlineData("/health/ready", "*/*", false)]
    [InlineData(BuiltFiles.Script + ".br", "*/*", false)]
    public async Task Unknown_paths_are_the_page_or_not_found(string path, string accept, bool isPage)
    {
        using var answer = await site.AskAsync(path, headers: ("Accept", accept));

        if (isPage)
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            (await answer.Content.ReadAsStringAsync()).ShouldStartWith("<!doctype html>");
        }
        else
        {
            await ShouldBeNotFoundAsync(answer);
        }
    }

    [Theory]
    [InlineData("/..%2f..%2f..%2fetc/passwd")]
    [InlineData("/../../../../etc/passwd")]
    [InlineData("/assets/..%5c..%5cindex.html")]
    [InlineData("/assets/../../../../../etc/passwd")]
    [InlineData("/assets/%2e%2e/%2e%2e/%2e%2e/etc/passwd")]
    [InlineData("/assets/..;/..;/etc/passwd.txt")]
    [InlineData("//etc/passwd.txt")]
    [InlineData("/assets/app-1a2b3c4d.js%00.html")]
    [InlineData("/assets/app-1a2b3c4d.js/")]
    public async Task No_path_leads_out_of_the_folder(string path)
    {
        var answer = await RawClient.AskAsync(
            site.Service, $"GET {path} HTTP/1.1\r\nHost: site\r\nAccept: application/json\r\nConnection: close\r\n\r\n");

        answer.Split(' ')[1].ShouldBeOneOf("404", "400");
        answer.ShouldNotContain("root:");
    }

    private static async Task ShouldBeNotFoundAsync(HttpResponseMessage answer)
    {
        var id = answer.Headers.GetValues("X-Correlation-ID").Single();
        await answer.ShouldBeAsync(
            HttpStatusCode.NotFound,
            $$"""{"error": {"code": "NOT_FOUND", "message": "Not found", "details": {}, "correlation_id": "{{id}}"} }""");
    }

    private static string Decoded(byte[] sent, string encoding)
    {
        var stream = new MemoryStream(sent);
        using var reader = new StreamReader(
            encoding switch
            {
                "br" => new BrotliStream(stream, CompressionMode.Decompress),
                "gzip" => new GZipStream(stream, CompressionMode.Decompress),
                _ => stream,
            },
            Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
