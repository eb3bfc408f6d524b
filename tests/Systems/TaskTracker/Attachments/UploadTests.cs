using System.Net;
using System.Security.Cryptography;
using System.Text;
using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskTracker.Attachments;

public sealed class UploadTests
{
    private const int MaxBytes = 25 * 1024 * 1024;

    [Fact]
    public async Task An_uploaded_file_is_listed_summarised_and_downloadable()
    {
        await using var api = await FileApi.StartAsync();
        var anna = await api.UserAsync();
        var task = await anna.TaskAsync();

        await (await anna.UploadAsync(task, "hello"u8.ToArray())).ShouldBeAsync(
            HttpStatusCode.Created,
            """{"id": "*", "filename": "notes.txt", "content_type": "text/plain", "size_bytes": 5, "created_at": "*"}""");

        await (await anna.GetAsync($"/tasks/{task}/attachments")).ShouldBeAsync(
            HttpStatusCode.OK,
            """[{"id": "*", "filename": "notes.txt", "content_type": "text/plain", "size_bytes": 5, "created_at": "*"}]""");
        var detail = await (await anna.GetAsync($"/tasks/{task}")).ReadAsync();
        detail["task"]!["attachment_count"]!.GetValue<int>().ShouldBe(1);
        var summary = detail["attachments"]!.AsArray().ShouldHaveSingleItem()!.AsObject();
        summary.Select(member => member.Key).ShouldBe(["id", "filename", "size_bytes", "created_at"]);
        (await (await anna.DownloadAsync(summary["id"]!.GetValue<string>())).Content.ReadAsStringAsync()).ShouldBe("hello");
    }

    [Fact]
    public async Task A_file_has_at_most_25_MiB()
    {
        await using var api = await FileApi.StartAsync();
        var anna = await api.UserAsync();
        var task = await anna.TaskAsync();
        var bytes = RandomNumberGenerator.GetBytes(MaxBytes + 1);

        var attachment = await anna.AttachAsync(task, bytes[..MaxBytes]);
        await (await anna.UploadAsync(task, bytes)).ShouldBeAsync(
            HttpStatusCode.RequestEntityTooLarge,
            """{"error": {"code": "PAYLOAD_TOO_LARGE", "message": "*", "details": {}, "correlation_id": "*"}}""");

        (await (await anna.DownloadAsync(attachment)).Content.ReadAsByteArrayAsync())
            .AsSpan().SequenceEqual(bytes.AsSpan(0, MaxBytes)).ShouldBeTrue();
        (await anna.ListAsync(task)).AsArray().Count.ShouldBe(1);
        api.Files.Length.ShouldBe(1);
    }

    [Fact]
    public async Task A_body_with_an_oversized_Content_Length_is_refused_unread()
    {
        await using var api = await FileApi.StartAsync(new Dictionary<string, string> { ["MAX_ATTACHMENT_BYTES"] = "1000" });
        var anna = await api.UserAsync();

        (await anna.UploadAsync(await anna.TaskAsync(), new byte[100_000])).StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);

        api.Files.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_empty_file_is_accepted()
    {
        await using var api = await FileApi.StartAsync();
        var anna = await api.UserAsync();

        var attachment = await anna.AttachAsync(await anna.TaskAsync(), []);

        var answer = await anna.DownloadAsync(attachment);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentLength.ShouldBe(0);
    }

    [Fact]
    public async Task Another_users_task_is_refused_before_the_body_is_read()
    {
        await using var api = await FileApi.StartAsync();
        var (anna, ben) = (await api.UserAsync(), await api.UserAsync());
        var task = await anna.TaskAsync();

        (await ben.UploadAsync(task, new byte[2_000_000])).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await ben.UploadAsync(Guid.NewGuid().ToString(), [1])).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await ben.UploadAsync("no-id", [1])).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        api.Files.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nhi\r\n--x--\r\n", 400)]
    [InlineData(
        "multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nno file name\r\n--x--\r\n", 400)]
    [InlineData(
        "multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"other\"; filename=\"a\"\r\n\r\nhi\r\n--x--\r\n",
        400)]
    [InlineData("multipart/form-data; boundary=x", "--x--\r\n", 400)]
    [InlineData("multipart/form-data; boundary=x", "", 400)]
    [InlineData("multipart/form-data; boundary=x", "no multipart at all", 400)]
    [InlineData(
        "multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nit breaks off",
        400)]
    [InlineData("multipart/form-data", "--x--\r\n", 400)]
    [InlineData("application/json", "{}", 415)]
    [InlineData("multipart/mixed; boundary=x", "--x--\r\n", 415)]
    [InlineData("", "--x--\r\n", 415)]
    public async Task A_body_without_a_file_is_refused(string contentType, string body, int status)
    {
        await using var api = await FileApi.StartAsync();
        var anna = await api.UserAsync();

        var answer = await anna.UploadRawAsync(await anna.TaskAsync(), body, contentType);

        var error = await answer.ReadAsync((HttpStatusCode)status);
        error["error"]!["code"]!.GetValue<string>().ShouldBe(status == 400 ? "VALIDATION_ERROR" : "UNSUPPORTED_MEDIA_TYPE");
        api.Files.ShouldBeEmpty();
        (await api.LogAsync()).ShouldNotContain("\"level\":\"error\"");
    }

    [Fact]
    public async Task Fields_before_the_file_are_skipped()
    {
        await using var api = await FileApi.StartAsync();
        var anna = await api.UserAsync();
        const string body =
            "--x\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nhi\r\n--x\r\nContent-Disposition: form-data; name=\"file\"; "
                + "filename=\"a.bin\"\r\n\r\nbytes\r\n--x--\r\n";

        await (await anna.UploadRawAsync(await anna.TaskAsync(), body)).ShouldBeAsync(
            HttpStatusCode.Created,
            """{"id": "*", "filename": "a.bin", "content_type": "application/octet-stream", "size_bytes": 5, "created_at": "*"}""");
    }

    [Theory]
    [InlineData("file; filename=a", "file; filename=b")]
    [InlineData("file; filename=a", "note", "file; filename=a")]
    [InlineData("file; filename=a", "file")]
    [InlineData("\"file\"; filename=a", "file; filename*=UTF-8''b")]
    public async Task A_second_file_part_is_refused_and_nothing_is_stored(params string[] parts)
    {
        await using var api = await FileApi.StartAsync(new Dictionary<string, string> { ["MAX_STORAGE_PER_USER"] = "5" });
        var anna = await api.UserAsync();
        var task = await anna.TaskAsync();

        await (await anna.UploadRawAsync(task, Form(parts))).ShouldBeAsync(
            HttpStatusCode.BadRequest,
            """
            {"error": {"code": "VALIDATION_ERROR", "message": "*", "details": {"file": ["must be the only part of this name"]}, "correlation_id": "*"}}
            """);

        api.Files.ShouldBeEmpty();
        (await anna.ListAsync(task)).AsArray().ShouldBeEmpty();
        await anna.AttachAsync(task, new byte[5]);
    }

    [Fact]
    public async Task A_text_field_named_file_is_not_a_file()
    {
        await using var api = await FileApi.StartAsync();
        var anna = await api.UserAsync();

        var error = await (await anna.UploadRawAsync(await anna.TaskAsync(), Form("file", "file; filename=a")))
            .ReadAsync(HttpStatusCode.BadRequest);

        error["error"]!["details"]!.ToJsonString().ShouldBe("""{"file":["a file is required"]}""");
        api.Files.ShouldBeEmpty();
    }

    [Fact]
    public async Task Fields_after_the_file_are_skipped_but_must_be_complete()
    {
        await using var api = await FileApi.StartAsync();
        var anna = await api.UserAsync();
        var task = await anna.TaskAsync();

        (await anna.UploadRawAsync(task, Form("file; filename=a", "note", "other; filename=b")))
            .StatusCode.ShouldBe(HttpStatusCode.Created);
        (await anna.UploadRawAsync(task, Form("file; filename=b", "note")[..^12])).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        (await anna.ListAsync(task)).AsArray().Count.ShouldBe(1);
        api.Files.Length.ShouldBe(1);
    }

    private static string Form(params IEnumerable<string> names) =>
        string.Concat(names.Select(name => $"--x\r\nContent-Disposition: form-data; name={name}\r\n\r\nbytes\r\n")) + "--x--\r\n";

    [Fact]
    public async Task A_full_task_or_quota_is_a_413()
    {
        await using var api = await FileApi.StartAsync(new Dictionary<string, string> { ["MAX_STORAGE_PER_USER"] = "10" });
        var anna = await api.UserAsync();
        var task = await anna.TaskAsync();

        (await anna.UploadAsync(task, new byte[11])).StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        var first = await anna.AttachAsync(task, new byte[10]);
        (await anna.UploadAsync(task, new byte[1])).StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        await anna.DeleteAsync($"/attachments/{first}");

        await anna.AttachAsync(task, new byte[10]);
    }

    [Theory]
    [InlineData("filename=\"../../etc/passwd\"", "passwd")]
    [InlineData("filename=\"C:\\temp\\plan.doc\"", "plan.doc")]
    [InlineData("filename=\"say %22hi%22.txt\"", "say \"hi\".txt")]
    [InlineData("filename=\"say \\\"hi\\\".txt\"", "say \"hi\".txt")]
    [InlineData("filename=\"two%0D%0Alines.txt\"", "twolines.txt")]
    [InlineData("filename=\"x\"; filename*=UTF-8''two%0D%0Alines%00.txt", "twolines.txt")]
    [InlineData("filename=\"x\"; filename*=UTF-8''%E6%97%A5%E6%9C%AC%20%F0%9F%8C%8D.pdf", "日本 🌍.pdf")]
    [InlineData("filename=\"..\"", "file")]
    public async Task Any_file_name_is_cleaned_and_returned_with_the_download(string given, string name)
    {
        await using var api = await FileApi.StartAsync();
        var anna = await api.UserAsync();
        var task = await anna.TaskAsync();

        var attachment = await anna.AttachAsync(task, [1], "name=\"file\"; " + given);

        (await anna.ListAsync(task))[0]!["filename"]!.GetValue<string>().ShouldBe(name);
        var disposition = (await anna.DownloadAsync(attachment)).Content.Headers.ContentDisposition!;
        disposition.DispositionType.ShouldBe("attachment");
        disposition.FileNameStar.ShouldBe(name);
    }

    [Fact]
    public async Task A_file_name_sent_as_plain_UTF8_is_kept()
    {
        await using var api = await FileApi.StartAsync();
        var anna = await api.UserAsync();
        var task = await anna.TaskAsync();
        var body = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"größe.txt\"\r\nContent-Type: "
            + "text/plain\r\n\r\nhi\r\n--x--\r\n";

        (await anna.UploadRawAsync(task, body)).StatusCode.ShouldBe(HttpStatusCode.Created);

        (await anna.ListAsync(task))[0]!["filename"]!.GetValue<string>().ShouldBe("größe.txt");
        Encoding.UTF8.GetByteCount("größe.txt").ShouldBe(11);
    }

    [Fact]
    public async Task A_missing_bucket_is_logged_and_answered_with_503()
    {
        await using var api = await FileApi.StartAsync(
            new Dictionary<string, string>((await S3Server.SharedAsync()).Settings) { ["S3_BUCKET"] = "nowhere" });
        var anna = await api.UserAsync();

        await ShouldWaitAsync(await anna.UploadAsync(await anna.TaskAsync(), [1, 2, 3]));

        (await api.LogAsync()).Split('\n').Single(line => line.Contains("\"level\":\"error\"", StringComparison.Ordinal))
            .ShouldContain("the S3 bucket nowhere at http://127.0.0.1:");
    }

    [Fact]
    public async Task An_unwritable_folder_is_logged_and_answered_with_503()
    {
        await using var api = await FileApi.StartAsync();
        var anna = await api.UserAsync();
        var folder = Path.Combine(Directory.CreateDirectory(Path.Combine(api.Folder, "task-tracker")).FullName, "files");
        await File.WriteAllTextAsync(folder, "a file where the folder should be");

        await ShouldWaitAsync(await anna.UploadAsync(await anna.TaskAsync(), [1, 2, 3]));
        File.Delete(folder);

        (await api.LogAsync()).Split('\n').Single(line => line.Contains("\"level\":\"error\"", StringComparison.Ordinal))
            .ShouldContain($"the folder {folder} cannot be written to: ");
        (await anna.UploadAsync(await anna.TaskAsync(), [1, 2, 3])).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    private static async Task ShouldWaitAsync(HttpResponseMessage answer)
    {
        await answer.ShouldBeAsync(HttpStatusCode.ServiceUnavailable,
            """{"error": {"code": "SERVICE_UNAVAILABLE", "message": "The service is temporarily unavailable. Please try again shortly.", "details": {}, "correlation_id": "*"}}""");
        answer.Headers.RetryAfter.ShouldNotBeNull();
    }
}
