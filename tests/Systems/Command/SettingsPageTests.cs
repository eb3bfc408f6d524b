using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Shouldly;
using Tracker.Host;
using Tracker.Host.Commands;
using Tracker.Platform.Hosting;
using Tracker.Platform.Observability.Logging;
using Tracker.Platform.Settings;

namespace Tracker.Tests.Systems.Command;

/// <summary>What services read, what they declare, and what the help pages show are the same variables.</summary>
public sealed class SettingsPageTests
{
    private const string Secret = "a-signing-secret-of-the-tests-0123456789";

    // Which variables are read depends on others: each of these takes another way.
    private static readonly IReadOnlyList<string> Environments =
    [
        "",
        "S3_BUCKET=files AWS_ACCESS_KEY_ID=AKIA AWS_SES_REGION=us-east-1 TWILIO_ACCOUNT_SID=AC1 RABBITMQ_URL=amqp://broker",
        "S3_BUCKET=files AWS_ENDPOINT_URL_S3=http://s3:1 AWS_SES_REGION=us-east-1 AWS_ENDPOINT_URL_SESV2=http://ses:1 RABBITMQ_HOST=broker",
        "SMTP_URL=smtp://mail.example SMTP_FROM=shop@example.com TRACKER_ENV=production",
    ];

    public static TheoryData<string, string> Services() =>
        new(SystemCatalog.Systems.SelectMany(system => system.Services.Select(service => (system.Name, service.Name))));

    [Theory]
    [MemberData(nameof(Services))]
    public void A_service_reads_what_it_declares(string system, string service)
    {
        var definition = Find(system, service);
        var declared = DeclaredBy(definition);
        var required = declared.Where(setting => setting.IsRequired).Select(setting => setting.Name);

        var read = Environments.SelectMany(environment => ReadBy(system, definition, environment)).Distinct().ToList();

        read.Except(declared.Select(setting => setting.Name)).ShouldBeEmpty();
        declared.Select(setting => setting.Name).Except(read).Except(required).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void Help_serve_shows_each_variable_of_a_service(string system, string service) =>
        ShownBy("serve", $"{system}/{service}").ShouldBe(DeclaredBy(Find(system, service)).Select(setting => setting.Name));

    [Fact]
    public void Help_up_shows_addresses_and_databases_of_services()
    {
        var shown = ShownBy("up");

        shown.ShouldBeSubsetOf([.. ShownBy("serve"), "TRACKER_DATA", "<SERVICE>_PORT", "<SERVICE>_DATABASE_URL"]);
        shown.ShouldContain("<SERVICE>_PORT");
        shown.ShouldContain("JWT_SECRET");
        shown.ShouldNotContain("PORT");
        shown.ShouldNotContain("DATABASE_URL");
    }

    [Theory]
    [InlineData("up")]
    [InlineData("serve")]
    public void Help_pages_fit_into_columns_of_a_terminal(string command)
    {
        var lines = HelpText.For([command], SystemCatalog.Systems).Split('\n');

        lines.Where(line => line.Length > 100).ShouldBeEmpty();
        lines.Count(line => line.StartsWith("  ", StringComparison.Ordinal)).ShouldBeGreaterThan(30);
    }

    private static ServiceDefinition Find(string system, string service) =>
        SystemCatalog.Systems.Single(known => known.Name == system).Services.Single(known => known.Name == service);

    private static IReadOnlyList<Setting> DeclaredBy(ServiceDefinition service) =>
        [.. service.Settings.Prepend(ListenSettings.Group).SelectMany(group => group.Settings)];

    private static IReadOnlyList<string> ReadBy(string system, ServiceDefinition service, string environment)
    {
        var variables = new Recorded($"TRACKER_DATA=/nowhere JWT_SECRET={Secret} JWT_SECRET_KEY={Secret} {environment}");
        using var log = new LogOutput(Stream.Null, LogForm.Json, TimeProvider.System);
        try
        {
            var context = new ServiceContext(system, service.Name, new ServiceSettings(variables), log, TimeProvider.System);
            using var app = (IDisposable)service.Build(context);
        }
        catch (SettingsException)
        {
            // What is missing was asked for.
        }

        return variables.Asked;
    }

    private static IReadOnlyList<string> ShownBy(params string[] page) =>
    [
        .. HelpText.For(page, SystemCatalog.Systems).Split('\n')
            .SkipWhile(line => !line.StartsWith("Variables.", StringComparison.Ordinal))
            .Where(line => line.StartsWith("  ", StringComparison.Ordinal) && line[2] != ' ')
            .Select(line => line.Trim().Split(' ')[0]),
    ];

    /// <summary>Variables that note the names they are asked for.</summary>
    private sealed class Recorded(string pairs) : IReadOnlyDictionary<string, string>
    {
        private readonly Dictionary<string, string> variables =
            pairs.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2))
                .ToDictionary(pair => pair[0], pair => pair[1]);

        private readonly HashSet<string> asked = [];

        public IReadOnlyList<string> Asked => [.. asked];

        public int Count => variables.Count;

        public IEnumerable<string> Keys => variables.Keys;

        public IEnumerable<string> Values => variables.Values;

        public string this[string key] => variables[key];

        public bool ContainsKey(string key) => TryGetValue(key, out _);

        public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value)
        {
            asked.Add(key.EndsWith("_FILE", StringComparison.Ordinal) ? key[..^"_FILE".Length] : key);
            return variables.TryGetValue(key, out value);
        }

        public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => variables.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
