// Rooms, chat and a tick once a second on Socket.IO, and GET /health by Express: the least that a
// server of battles on these libraries does, without accounts, journal or rules.
// node server.js - prints "listening on http://127.0.0.1:PORT".
'use strict';
const http = require('http');
const express = require('express');
const { Server } = require('socket.io');

const app = express();
app.get('/health', (request, response) => response.json({ status: 'ok' }));
const server = http.createServer(app);
const io = new Server(server, { transports: ['websocket'], perMessageDeflate: false });
const rooms = new Set();
let ticks = false;

io.on('connection', (socket) => {
  let room = null;
  socket.on('join', (name) => {
    room = String(name);
    rooms.add(room);
    socket.join(room);
    socket.emit('joined', room);
  });
  socket.on('say', (message) => { if (room) io.to(room).emit('said', message); });
  socket.on('ticks', (on) => { ticks = Boolean(on); });
});

let secondsLeft = 3600;
setInterval(() => {
  secondsLeft -= 1;
  if (!ticks) return;
  for (const room of rooms) {
    // as text: a number of JSON has not enough digits for nanoseconds
    const t = process.hrtime.bigint().toString();
    io.to(room).emit('match:tick', { timeRemaining: secondsLeft * 1000, t });
  }
}, 1000);

server.listen(0, '127.0.0.1', () => {
  console.log(`listening on http://127.0.0.1:${server.address().port}`);
});
