using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Tracker.Bench.Floor;
using Tracker.Platform.Persistence;

// The baseline of the api's measurements: Kestrel and Npgsql with the same SQL, and nothing else.
// The benchmark sets DATABASE_URL, PORT and USER_ID (the caller of every request).
static string Variable(string name) =>
    Environment.GetEnvironmentVariable(name) ?? throw new InvalidOperationException($"{name} is not set");

await using var database = new Database(Variable("DATABASE_URL"));
var tasks = new TaskAnswers(database.Source, Guid.Parse(Variable("USER_ID")));

var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
{
    kestrel.AddServerHeader = false;
    kestrel.Listen(IPAddress.Loopback, int.Parse(Variable("PORT")));
});
var app = builder.Build();
app.Run(tasks.AnswerAsync);
await app.StartAsync();
Console.WriteLine("ready");
// The benchmark kills the process.
await Task.Delay(Timeout.Infinite);
