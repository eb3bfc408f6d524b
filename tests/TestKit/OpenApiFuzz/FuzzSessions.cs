using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tracker.Tests.TestKit.OpenApiFuzz;

/// <summary>Opens sessions with what the document offers: an operation whose path ends with <c>/register</c>, and one that ends with <c>/login</c>.</summary>
internal sealed class FuzzSessions(HttpClient http, IReadOnlyList<ApiOperation> operations, RequestGenerator generator, KnownValues known)
{
    private const string Password = "Correct-Horse-9";

    /// <summary>A new user's token; null when the document has no way to get one.</summary>
    public async Task<string?> OpenAsync()
    {
        if (Find("/register") is not { } register || Find("/login") is not { } login)
        {
            return null;
        }

        var account = generator.ValidBody(register)!;
        foreach (var name in account.Select(member => member.Key).Where(name => name.Contains("password", StringComparison.Ordinal)).ToList())
        {
            account[name] = Password;
        }

        account["email"] = $"session-{Guid.NewGuid():N}@example.com";
        await PostAsync(register, account);
        var session = await PostAsync(login, account);
        known.Remember(account);
        known.Remember(session);
        known.Remember(new JsonObject { ["current_password"] = Password, ["new_password"] = Password });
        return session["access_token"]?.GetValue<string>() ?? session["token"]?.GetValue<string>();
    }

    /// <summary>Whether a change of password names the known one as the old and the new.</summary>
    public static bool KeepsPassword(byte[]? change) =>
        Encoding.UTF8.GetString(change ?? []) is var text && text.IndexOf(Password, StringComparison.Ordinal) != text.LastIndexOf(Password, StringComparison.Ordinal);

    private ApiOperation? Find(string end) => operations.FirstOrDefault(operation => operation.Method == "POST" && operation.Template.EndsWith(end, StringComparison.Ordinal));

    private async Task<JsonObject> PostAsync(ApiOperation operation, JsonObject body)
    {
        // The members of the operation alone: the others would be unknown to it.
        var members = operation.Bodies["application/json"]["properties"] as JsonObject ?? [];
        var sent = new JsonObject(body.Where(member => members.ContainsKey(member.Key)).Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));
        using var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(sent));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var answer = await http.PostAsync(operation.Template, content);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? JsonNode.Parse(Encoding.UTF8.GetBytes(text))!.AsObject() : throw new InvalidOperationException($"{operation.Name} answered {(int)answer.StatusCode}: {text}");
    }
}
