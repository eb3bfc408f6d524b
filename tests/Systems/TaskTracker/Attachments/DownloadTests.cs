using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskTracker.Attachments;

public sealed class DownloadTests
{
    private static readonly byte[] Bytes = RandomNumberGenerator.GetBytes(100_000);

    public static TheoryData<bool> Storages => [false, true];

    [Theory]
    [MemberData(nameof(Storages))]
    public async Task An_HTML_attachment_is_downloaded_and_never_rendered(bool s3)
    {
        await using var api = await StartAsync(s3);
        var anna = await api.UserAsync();
        var attachment = await anna.AttachAsync(await anna.TaskAsync(), Bytes, "name=\"file\"; filename=\"evil.html\"", "text/html");

        var answer = await anna.DownloadAsync(attachment);

        (await answer.Content.ReadAsByteArrayAsync()).ShouldBe(Bytes);
        answer.Content.Headers.ContentType!.ToString().ShouldBe("text/html");
        answer.Content.Headers.ContentLength.ShouldBe(Bytes.Length);
        answer.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        answer.Headers.GetValues("Content-Security-Policy").ShouldBe(["default-src 'none'; sandbox"]);
    }

    [Theory]
    [MemberData(nameof(Storages))]
    public async Task Range_requests_are_answered(bool s3)
    {
        await using var api = await StartAsync(s3);
        var anna = await api.UserAsync();
        var attachment = await anna.AttachAsync(await anna.TaskAsync(), Bytes);

        (await RangeAsync(anna, attachment, 10, 19)).ShouldBe(("bytes 10-19/100000", Convert.ToHexString(Bytes.AsSpan(10, 10))));
        (await RangeAsync(anna, attachment, 99_990, null))
            .ShouldBe(("bytes 99990-99999/100000", Convert.ToHexString(Bytes.AsSpan(99_990))));
        (await RangeAsync(anna, attachment, null, 5)).ShouldBe(("bytes 99995-99999/100000", Convert.ToHexString(Bytes.AsSpan(99_995))));
        (await RangeAsync(anna, attachment, 99_999, 200_000))
            .ShouldBe(("bytes 99999-99999/100000", Convert.ToHexString(Bytes.AsSpan(99_999))));
        var beyond = await anna.DownloadAsync(attachment, headers => headers.Range = new RangeHeaderValue(100_000, null));
        await beyond.ShouldBeAsync(
            HttpStatusCode.RequestedRangeNotSatisfiable,
            """{"error": {"code": "RANGE_NOT_SATISFIABLE", "message": "The file has no such range: Content-Range tells its length", "details": {}, "correlation_id": "*"}}""");
        beyond.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        beyond.Content.Headers.ContentDisposition.ShouldBeNull();
        beyond.Content.Headers.ContentRange!.ToString().ShouldBe("bytes */100000");
    }

    [Fact]
    public async Task Conditional_downloads_send_only_what_changed()
    {
        await using var api = await FileApi.StartAsync();
        var anna = await api.UserAsync();
        var attachment = await anna.AttachAsync(await anna.TaskAsync(), Bytes);
        var etag = (await anna.DownloadAsync(attachment)).Headers.ETag!;

        (await anna.DownloadAsync(attachment, headers => headers.IfNoneMatch.Add(etag))).StatusCode.ShouldBe(HttpStatusCode.NotModified);
        (await anna.DownloadAsync(attachment, headers => Resume(headers, etag))).StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        (await anna.DownloadAsync(attachment, headers => Resume(headers, new EntityTagHeaderValue("\"another\""))))
            .StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_failed_precondition_has_the_error_format()
    {
        await using var api = await FileApi.StartAsync();
        var anna = await api.UserAsync();
        var attachment = await anna.AttachAsync(await anna.TaskAsync(), Bytes);

        var changed = await anna.DownloadAsync(attachment, headers => headers.IfMatch.Add(new EntityTagHeaderValue("\"another\"")));

        await changed.ShouldBeAsync(
            HttpStatusCode.PreconditionFailed,
            """{"error": {"code": "PRECONDITION_FAILED", "message": "If-Match or If-Unmodified-Since does not hold: ask again without it", "details": {}, "correlation_id": "*"}}""");
        changed.Content.Headers.ContentDisposition.ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(Storages))]
    public async Task HEAD_returns_the_headers_of_GET(bool s3)
    {
        await using var api = await StartAsync(s3);
        var anna = await api.UserAsync();
        var attachment = await anna.AttachAsync(await anna.TaskAsync(), Bytes);

        var answer = await anna.SendAsync(HttpMethod.Head, $"/attachments/{attachment}/download");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentLength.ShouldBe(Bytes.Length);
        answer.Content.Headers.LastModified.ShouldNotBeNull();
        (await answer.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Storages))]
    public async Task Every_user_reads_and_only_the_owner_deletes(bool s3)
    {
        await using var api = await StartAsync(s3);
        var (anna, ben) = (await api.UserAsync(), await api.UserAsync());
        var task = await anna.TaskAsync();
        var attachment = await anna.AttachAsync(task, Bytes);

        (await ben.DownloadAsync(attachment)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await ben.ListAsync(task)).AsArray().Count.ShouldBe(1);
        (await ben.DeleteAsync($"/attachments/{attachment}")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await anna.DeleteAsync($"/attachments/{attachment}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        const string gone =
            """{"error": {"code": "ATTACHMENT_NOT_FOUND", "message": "Attachment not found", "details": {}, "correlation_id": "*"}}""";
        await (await anna.DeleteAsync($"/attachments/{attachment}")).ShouldBeAsync(HttpStatusCode.NotFound, gone);
        await (await anna.DownloadAsync(attachment)).ShouldBeAsync(HttpStatusCode.NotFound, gone);
        (await anna.ListAsync(task)).AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Deleting_an_attachment_deletes_its_file()
    {
        await using var api = await FileApi.StartAsync();
        var anna = await api.UserAsync();
        var task = await anna.TaskAsync();
        var attachment = await anna.AttachAsync(task, Bytes);
        await anna.AttachAsync(task, Bytes);

        await anna.DeleteAsync($"/attachments/{attachment}");
        await Soon.BecomesTrue(() => api.Files.Length == 1);
        await anna.DeleteAsync($"/tasks/{task}");
        await Soon.BecomesTrue(() => api.Files.Length == 0);
    }

    [Fact]
    public async Task Attachments_require_a_token()
    {
        await using var api = await FileApi.StartAsync();
        var nobody = new FileUser(api.Http, "none");

        (await nobody.DownloadAsync(Guid.NewGuid().ToString())).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await nobody.UploadAsync(Guid.NewGuid().ToString(), [1])).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await nobody.GetAsync("/tags")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task The_start_logs_where_files_are_stored()
    {
        await using var local = await FileApi.StartAsync();
        await using var s3 = await StartAsync(s3: true);

        (await local.LogAsync()).ShouldContain($"Attachments are stored in the folder {local.Folder}/task-tracker/files");
        (await s3.LogAsync()).ShouldContain("Attachments are stored in the S3 bucket attachments at http://127.0.0.1:");
    }

    private static async Task<FileApi> StartAsync(bool s3) => await FileApi.StartAsync(s3 ? (await S3Server.SharedAsync()).Settings : null);

    private static async Task<(string Range, string Bytes)> RangeAsync(FileUser user, string attachment, long? from, long? to)
    {
        var answer = await user.DownloadAsync(attachment, headers => headers.Range = new RangeHeaderValue(from, to));
        answer.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        return (answer.Content.Headers.ContentRange!.ToString(), Convert.ToHexString(await answer.Content.ReadAsByteArrayAsync()));
    }

    private static void Resume(HttpRequestHeaders headers, EntityTagHeaderValue etag) =>
        (headers.Range, headers.IfRange) = (new RangeHeaderValue(50_000, null), new RangeConditionHeaderValue(etag));
}
